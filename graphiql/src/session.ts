import { useEffect, useState } from "react";
import { type Caller, loadCallers, sameCaller, type Settings } from "./settings";
import { firstLanguage, type Language } from "./words";

export type Session = {
  language: Language;
  setLanguage(language: Language): void;
  caller: Caller | null;
  setCaller(caller: Caller | null): void;
  token: string | null;
  setToken(token: string | null): void;
  renewedToken(): Promise<string | null>;
};

const CALLER = "paravent:caller";
const LANGUAGE = "paravent:language";

const keyOf = (caller: Caller): string => [caller.function, caller.party, caller.name].join("|");

const rememberedCaller = (callers: Caller[]): Caller | null =>
  callers.find((caller) => keyOf(caller) === sessionStorage.getItem(CALLER)) ?? null;

function rememberedLanguage(): Language {
  const kept = sessionStorage.getItem(LANGUAGE);
  return kept === "fr" || kept === "en" ? kept : firstLanguage();
}

/** Who asks and in which language. The choice outlives a reload of this browser tab; no token is ever stored. */
export function useSession(settings: Settings): Session {
  const [language, setLanguage] = useState(rememberedLanguage);
  const [caller, setCaller] = useState(() => rememberedCaller(settings.callers));
  const [pasted, setToken] = useState<string | null>(null);

  useEffect(() => {
    document.documentElement.lang = language;
    sessionStorage.setItem(LANGUAGE, language);
  }, [language]);

  useEffect(() => {
    if (caller) sessionStorage.setItem(CALLER, keyOf(caller));
    else sessionStorage.removeItem(CALLER);
  }, [caller]);

  async function renewedToken(): Promise<string | null> {
    if (!caller) return null;
    const fresh = (await loadCallers()).find((other) => sameCaller(other, caller)) ?? null;
    setCaller(fresh);
    return fresh?.token ?? null;
  }

  return { language, setLanguage, caller, setCaller, token: caller?.token ?? pasted, setToken, renewedToken };
}
