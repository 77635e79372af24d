import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "@graphiql/plugin-explorer/style.css";
import "./style/colours.css";
import "./style/page.css";
import "./style/bar.css";
import "./style/callers.css";
import "./style/token.css";
import "./style/examples.css";
import "./style/answer.css";
import { createRoot } from "react-dom/client";
import { Page } from "./page";
import { loadSettings } from "./settings";
import { firstLanguage, words } from "./words";

const root = createRoot(document.getElementById("page")!);

loadSettings().then(
  (settings) => root.render(<Page settings={settings} />),
  () => root.render(<p className="broken">{words(firstLanguage()).unreachable}</p>),
);
