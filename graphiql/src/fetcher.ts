import type { Fetcher, FetcherOpts, FetcherParams, FetcherReturnType } from "@graphiql/toolkit";
import { type ExecutionResult, getOperationAST } from "graphql";
import { results } from "./events";
import { ENDPOINT } from "./settings";
import { type Language, words } from "./words";

/** Whose request it is, read at each request so that a change of caller needs no new fetcher. */
export type Identity = { token: string | null; name: string; language: Language };

/** What the page tells about an answer, beside the answer. */
export type Facts = { status: number; milliseconds: number; name: string; request: string | null; body: ExecutionResult };

export type Desk = {
  identity(): Identity;
  renewedToken(): Promise<string | null>;
  answered(facts: Facts): void;
};

const JSON_ACCEPT = "application/graphql-response+json, application/json";
const STREAM_ACCEPT = `text/event-stream, ${JSON_ACCEPT};q=0.9`;

/** GraphiQL's own question; its answer is not one the reader asked for. */
const INTROSPECTION = "IntrospectionQuery";

function isSubscription(params: FetcherParams, options?: FetcherOpts): boolean {
  if (!options?.documentAST) return false;
  return getOperationAST(options.documentAST, params.operationName)?.operation === "subscription";
}

function headersFor(identity: Identity, stream: boolean, own: Record<string, string>): Headers {
  const headers = new Headers({
    Accept: stream ? STREAM_ACCEPT : JSON_ACCEPT,
    "Content-Type": "application/json",
    "Accept-Language": identity.language,
  });
  if (identity.token) headers.set("Authorization", `Bearer ${identity.token}`);
  for (const [name, value] of Object.entries(own)) headers.set(name, value);
  return headers;
}

async function post(identity: Identity, params: FetcherParams, stream: boolean, options: FetcherOpts | undefined, signal: AbortSignal) {
  return fetch(ENDPOINT, {
    method: "POST",
    body: JSON.stringify(params),
    headers: headersFor(identity, stream, (options?.headers ?? {}) as Record<string, string>),
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    signal,
  });
}

/** A demo token lives a short while: one that is refused is renewed once. */
async function ask(desk: Desk, params: FetcherParams, stream: boolean, options: FetcherOpts | undefined, signal: AbortSignal) {
  const identity = desk.identity();
  const answer = await post(identity, params, stream, options, signal);
  if (answer.status !== 401 || !identity.token) return answer;
  const token = await desk.renewedToken();
  return token ? post({ ...identity, token }, params, stream, options, signal) : answer;
}

async function readBody(answer: Response, language: Language): Promise<ExecutionResult> {
  try {
    return (await answer.json()) as ExecutionResult;
  } catch {
    return { errors: [{ message: `${words(language).unreadable} (HTTP ${answer.status})` }] } as unknown as ExecutionResult;
  }
}

/** An iteration whose end closes the connection even while it waits for the next event. */
function stoppable(events: AsyncGenerator<ExecutionResult>, stop: AbortController): AsyncIterable<ExecutionResult> {
  const ended = { done: true, value: undefined } as const;
  const iterator: AsyncIterator<ExecutionResult> = {
    next: () =>
      events.next().catch((error: unknown) => {
        if (stop.signal.aborted) return ended;
        throw error;
      }),
    return: async () => {
      stop.abort();
      return ended;
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}

export function fetcherFor(desk: Desk): Fetcher {
  const answer = async (params: FetcherParams, options?: FetcherOpts) => {
    const stop = new AbortController();
    const identity = desk.identity();
    const started = performance.now();
    const response = await ask(desk, params, isSubscription(params, options), options, stop.signal).catch(() => null);
    if (!response) return { errors: [{ message: words(identity.language).unreachable }] };
    if (response.body && response.headers.get("Content-Type")?.startsWith("text/event-stream")) {
      return stoppable(results(response.body), stop);
    }
    const body = await readBody(response, identity.language);
    if (params.operationName === INTROSPECTION) return body;
    desk.answered({
      status: response.status,
      milliseconds: Math.round(performance.now() - started),
      name: identity.name,
      request: response.headers.get("X-Request-Id"),
      body,
    });
    return body;
  };
  return answer as (params: FetcherParams, options?: FetcherOpts) => FetcherReturnType;
}
