import type { ExecutionResult } from "graphql";

type Event = { name: string; data: string };

function parseEvent(block: string): Event {
  const lines = block.split(/\r?\n/);
  const values = (field: string) =>
    lines.filter((line) => line.startsWith(`${field}:`)).map((line) => line.slice(field.length + 1).trim());
  return { name: values("event")[0] ?? "message", data: values("data").join("\n") };
}

async function* blocks(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const pieces = (text + part.value).split(/\r?\n\r?\n/);
    text = pieces.pop() ?? "";
    yield* pieces;
  }
}

/** The results of a GraphQL event stream (distinct connections mode), until it completes. */
export async function* results(body: ReadableStream<Uint8Array>): AsyncGenerator<ExecutionResult> {
  for await (const block of blocks(body)) {
    const event = parseEvent(block);
    if (event.name === "complete") return;
    if (event.name === "next") yield JSON.parse(event.data) as ExecutionResult;
  }
}
