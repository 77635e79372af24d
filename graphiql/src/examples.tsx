import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { createContext, useContext, useState } from "react";
import { Book } from "./icon";
import type { Example } from "./settings";
import { GROUP_ORDER, groupName, type Language, words } from "./words";

type Shelf = { examples: Example[]; language: Language; own: string | undefined };

export const ExamplesContext = createContext<Shelf>({ examples: [], language: "fr", own: undefined });

const rank = (group: string, own: string | undefined): number => {
  if (group === own) return -1;
  const place = GROUP_ORDER.indexOf(group);
  return place === -1 ? GROUP_ORDER.length : place;
};

function groupsOf({ examples, language, own }: Shelf, filter: string): [string, Example[]][] {
  const groups = new Map<string, Example[]>();
  for (const example of examples) {
    const text = `${example.title[language]} ${example.operation}`.toLowerCase();
    if (!text.includes(filter.trim().toLowerCase())) continue;
    groups.set(example.group, [...(groups.get(example.group) ?? []), example]);
  }
  return [...groups].sort(([one], [other]) => rank(one, own) - rank(other, own));
}

/** Puts an example and its variables into a new tab, or into the one at hand when nothing is written there yet. */
function useOpen() {
  const { addTab } = useGraphiQLActions();
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const { language } = useContext(ExamplesContext);
  return (example: Example) => {
    const written = queryEditor?.getValue().trim() ?? "";
    if (written && written !== words(language).welcome.trim()) addTab();
    queryEditor?.setValue(example.operation);
    const variables = Object.keys(example.variables).length ? JSON.stringify(example.variables, null, 2) : "";
    variableEditor?.setValue(variables);
  };
}

type Kind = "query" | "mutation" | "subscription";

const KINDS: Kind[] = ["query", "mutation", "subscription"];

const kindOf = (operation: string): Kind =>
  (/^\s*(mutation|subscription)\b/m.exec(operation)?.[1] as Kind | undefined) ?? "query";

function Legend() {
  const { language } = useContext(ExamplesContext);
  return (
    <div className="legend">
      {KINDS.map((kind) => (
        <span key={kind}>
          <span className="kind" data-kind={kind} /> {words(language)[kind]}
        </span>
      ))}
    </div>
  );
}

function Group({ name, examples }: { name: string; examples: Example[] }) {
  const { language, own } = useContext(ExamplesContext);
  const open = useOpen();
  return (
    <section className="group">
      <h3>
        {groupName(name, language)}
        {name === own && <em>{words(language).forYou}</em>}
      </h3>
      <ul>
        {examples.map((example) => (
          <li key={example.name}>
            <button type="button" className="example" onClick={() => open(example)}>
              <span className="kind" data-kind={kindOf(example.operation)} title={words(language)[kindOf(example.operation)]} />
              {example.title[language]}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Examples() {
  const shelf = useContext(ExamplesContext);
  const [filter, setFilter] = useState("");
  const text = words(shelf.language);
  const groups = groupsOf(shelf, filter);
  return (
    <div className="examples">
      <h2>{text.examples}</h2>
      <p>{text.examplesIntro}</p>
      <input
        type="search"
        value={filter}
        placeholder={text.filter}
        aria-label={text.filter}
        onChange={(event) => setFilter(event.target.value)}
      />
      <Legend />
      {groups.map(([name, examples]) => (
        <Group key={name} name={name} examples={examples} />
      ))}
      {groups.length === 0 && <p>{text.noExample}</p>}
    </div>
  );
}

/** One object for both languages: GraphiQL opens the panel anew when it is handed another. */
export const EXAMPLES: GraphiQLPlugin = { title: "Exemples / Examples", icon: Book, content: Examples };
