import type { Language } from "./words";

/** Somebody of the demo world in whose name the page may ask; exists in development only. */
export type Caller = { name: string; function: string; party: string; token: string };

export type Example = {
  group: string;
  name: string;
  title: Record<Language, string>;
  operation: string;
  variables: Record<string, unknown>;
};

export type Settings = { development: boolean; examples: Example[]; callers: Caller[] };

export const ENDPOINT = import.meta.env.BASE_URL.replace(/\/$/, "");

async function read<T>(file: string): Promise<T> {
  const answer = await fetch(`${ENDPOINT}/${file}`, { credentials: "omit", cache: "no-store" });
  if (!answer.ok) throw new Error(file);
  return (await answer.json()) as T;
}

export async function loadCallers(): Promise<Caller[]> {
  return (await read<{ callers: Caller[] }>("session.json")).callers;
}

/** Outside development `session.json` does not exist, so it is not asked for. */
export async function loadSettings(): Promise<Settings> {
  const page = await read<{ development: boolean; examples: Example[] }>("examples.json");
  return { ...page, callers: page.development ? await loadCallers() : [] };
}

export const sameCaller = (one: Caller, other: Caller): boolean =>
  one.name === other.name && one.function === other.function && one.party === other.party;
