import type { Facts } from "./fetcher";
import { FIELD_STATES, type Language, stateCount, words } from "./words";

/** How many values came in each state, wherever they stand in the answer. */
function countStates(value: unknown, counts: Map<string, number>): Map<string, number> {
  if (Array.isArray(value)) for (const item of value) countStates(item, counts);
  else if (value && typeof value === "object")
    for (const [key, inner] of Object.entries(value)) {
      if (key === "state" && typeof inner === "string") counts.set(inner, (counts.get(inner) ?? 0) + 1);
      else countStates(inner, counts);
    }
  return counts;
}

function costOf(facts: Facts): string | null {
  const cost: unknown = facts.body.extensions?.cost;
  if (typeof cost === "number") return String(cost);
  const asked = (cost as { requested?: unknown } | undefined)?.requested;
  return typeof asked === "number" ? String(asked) : null;
}

function States({ facts, language }: { facts: Facts; language: Language }) {
  const counts = countStates(facts.body.data, new Map());
  return FIELD_STATES.filter((state) => counts.has(state)).map((state) => (
    <span key={state} className="state" data-state={state}>
      {stateCount(counts.get(state) ?? 0, state, language)}
    </span>
  ));
}

/** One line under the answer: in whose name, how long, at which price, and what was clear or withheld. */
export function Answer({ facts, language }: { facts: Facts | null; language: Language }) {
  if (!facts) return <div className="answer" />;
  const text = words(language);
  const cost = costOf(facts);
  return (
    <div className="answer" role="status">
      <span className="status" data-good={facts.status < 300 && !facts.body.errors}>
        {facts.status}
      </span>
      <span>{facts.milliseconds} ms</span>
      <span>
        {text.as} <strong>{facts.name}</strong>
      </span>
      {cost && (
        <span>
          {text.cost} {cost}
        </span>
      )}
      <States facts={facts} language={language} />
      {facts.request && (
        <span className="request">
          {text.request} <code>{facts.request}</code>
        </span>
      )}
    </div>
  );
}
