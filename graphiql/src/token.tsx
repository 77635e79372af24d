import { type FormEvent, useState } from "react";
import type { Session } from "./session";
import { words } from "./words";

function SignedIn({ session }: { session: Session }) {
  return (
    <div className="token">
      <span className="signed-in">{words(session.language).signedIn}</span>
      <button type="button" onClick={() => session.setToken(null)}>
        {words(session.language).signOut}
      </button>
    </div>
  );
}

/** Outside development: a field for one's own token, kept in this page's memory and nowhere else. */
export function TokenField({ session }: { session: Session }) {
  const [typed, setTyped] = useState("");
  const text = words(session.language);
  if (session.token) return <SignedIn session={session} />;

  function signIn(event: FormEvent) {
    event.preventDefault();
    session.setToken(typed.trim().replace(/^Bearer\s+/i, "") || null);
    setTyped("");
  }

  return (
    <form className="token" onSubmit={signIn}>
      <span className="signed-out">{text.signedOut}</span>
      <input
        type="password"
        value={typed}
        autoComplete="off"
        spellCheck={false}
        aria-label={text.token}
        placeholder={text.token}
        title={text.tokenHint}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit">{text.signIn}</button>
    </form>
  );
}
