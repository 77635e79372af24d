import { CallerMenu } from "./callers";
import { Screen } from "./icon";
import type { Session } from "./session";
import type { Settings } from "./settings";
import { TokenField } from "./token";
import { type Language, words } from "./words";

const LANGUAGES: Language[] = ["fr", "en"];

function LanguageSwitch({ session }: { session: Session }) {
  return (
    <div className="languages" role="group" aria-label={words(session.language).language}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          title={words(session.language).language}
          aria-pressed={language === session.language}
          onClick={() => session.setLanguage(language)}
        >
          {language.toUpperCase()}
        </button>
      ))}
    </div>
  );
}

/** The bar above GraphiQL: product, development reminder, language, and who asks. */
export function Bar({ settings, session }: { settings: Settings; session: Session }) {
  return (
    <header className="bar">
      <Screen />
      <span className="product">Paravent</span>
      <span className="endpoint">GraphQL</span>
      {settings.development && <span className="development">{words(session.language).development}</span>}
      <span className="space" />
      <LanguageSwitch session={session} />
      {settings.development ? (
        <CallerMenu callers={settings.callers} session={session} />
      ) : (
        <TokenField session={session} />
      )}
    </header>
  );
}
