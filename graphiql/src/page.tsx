import { explorerPlugin } from "@graphiql/plugin-explorer";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { useMemo, useRef, useState } from "react";
import { Answer } from "./answer";
import { Bar } from "./bar";
import { EXAMPLES, ExamplesContext } from "./examples";
import { type Desk, type Facts, fetcherFor } from "./fetcher";
import { useSession } from "./session";
import type { Settings } from "./settings";
import { groupOfFunction, words } from "./words";

const PLUGINS = [EXAMPLES, explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN];

// GraphiQL gives its side panel a third of the width; a quarter leaves the operation room. Dragging changes it.
const PANEL_WIDTH = "graphiql:docExplorerFlex";
if (!sessionStorage.getItem(PANEL_WIDTH)) sessionStorage.setItem(PANEL_WIDTH, "0.28");

/** GraphiQL under a bar that says who asks, in which language, and lends a demo identity. */
export function Page({ settings }: { settings: Settings }) {
  const session = useSession(settings);
  const [facts, setFacts] = useState<Facts | null>(null);
  const { language, caller, token } = session;
  const text = words(language);

  const desk: Desk = {
    identity: () => ({ token, name: caller?.name ?? (token ? text.tokenHolder : text.nobody), language }),
    renewedToken: session.renewedToken,
    answered: setFacts,
  };
  const latest = useRef(desk);
  latest.current = desk;

  // A new fetcher makes GraphiQL read the schema again: needed only where the schema asks for a token.
  const schemaKey = settings.development ? null : token;
  const fetcher = useMemo(
    () =>
      fetcherFor({
        identity: () => latest.current.identity(),
        renewedToken: () => latest.current.renewedToken(),
        answered: (next) => latest.current.answered(next),
      }),
    [schemaKey],
  );

  const noSchemaYet = !settings.development && !token;

  return (
    <ExamplesContext
      value={{ examples: settings.examples, language, own: groupOfFunction(caller?.function ?? (token ? "" : "ANONYMOUS")) }}
    >
      <Bar settings={settings} session={session} />
      <main>
        <GraphiQL
          fetcher={fetcher}
          {...(noSchemaYet ? { schema: null } : {})}
          plugins={PLUGINS}
          visiblePlugin={EXAMPLES}
          // What is typed here may name people: it goes when the browser tab goes.
          storage={sessionStorage}
          shouldPersistHeaders={false}
          showPersistHeadersSettings={false}
          defaultQuery={text.welcome}
          defaultEditorToolsVisibility="variables"
          inputValueDeprecation
          schemaDescription
        >
          <GraphiQL.Logo>
            <span />
          </GraphiQL.Logo>
          <GraphiQL.Footer>
            <Answer facts={facts} language={language} />
          </GraphiQL.Footer>
        </GraphiQL>
      </main>
    </ExamplesContext>
  );
}
