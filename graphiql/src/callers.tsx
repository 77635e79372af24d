import { DropdownMenu } from "@graphiql/react";
import type { Session } from "./session";
import type { Caller } from "./settings";
import { functionName, type Language, words } from "./words";

function initials(name: string): string {
  const capitals = name
    .replace(/^(Dr|Me|M\.|Mme)\s+/, "")
    .split(/[\s-]+/)
    .map((part) => part.charAt(0).toUpperCase());
  return capitals.slice(0, 2).join("");
}

/** Function and party, without repeating a party that is the person itself. */
function titleOf(caller: Caller | null, language: Language): string {
  if (!caller) return words(language).nobodyDetail;
  const title = functionName(caller.function, language);
  return caller.party === caller.name ? title : `${title} · ${caller.party}`;
}

function Face({ caller, language }: { caller: Caller | null; language: Language }) {
  const name = caller?.name ?? words(language).nobody;
  return (
    <>
      <span className="portrait" data-function={caller?.function ?? "ANONYMOUS"} aria-hidden="true">
        {caller ? initials(name) : "?"}
      </span>
      <span className="person">
        <strong>{name}</strong>
        <small>{titleOf(caller, language)}</small>
      </span>
    </>
  );
}

const byFunction = (callers: Caller[]): [string, Caller[]][] => {
  const groups = new Map<string, Caller[]>();
  for (const caller of callers) groups.set(caller.function, [...(groups.get(caller.function) ?? []), caller]);
  return [...groups];
};

function Choice({ caller, session }: { caller: Caller | null; session: Session }) {
  return (
    <DropdownMenu.Item
      className="choice"
      data-chosen={caller?.token === session.caller?.token}
      onSelect={() => session.setCaller(caller)}
    >
      <Face caller={caller} language={session.language} />
    </DropdownMenu.Item>
  );
}

/** The demo callers, one click each: following requests are made in the chosen name. */
export function CallerMenu({ callers, session }: { callers: Caller[]; session: Session }) {
  const { language } = session;
  return (
    <DropdownMenu>
      <DropdownMenu.Button className="caller" aria-label={words(language).chooseCaller}>
        <span className="you-are">{words(language).youAre}</span>
        <Face caller={session.caller} language={language} />
        <span className="arrow" aria-hidden="true" />
      </DropdownMenu.Button>
      <DropdownMenu.Content className="choices" align="end" sideOffset={6}>
        <Choice caller={null} session={session} />
        {byFunction(callers).map(([key, members]) => (
          <div key={key} role="group" aria-label={functionName(key, language)}>
            <div className="choices-title">{functionName(key, language)}</div>
            {members.map((caller) => (
              <Choice key={`${caller.party}|${caller.name}`} caller={caller} session={session} />
            ))}
          </div>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  );
}
