import type { IncomingMessage } from "node:http";
import type { TextPart, ToolCall } from "./model.ts";
import { readLines } from "./read-lines.ts";

/** What one provider's stream means; holds the state of one answer. */
export type AnswerReader = {
  /** The text of some lines of the stream. Throws ModelError for an error in the stream and for what is malformed. */
  take(lines: string[]): string;
  /** Whether the provider has said that this was all. */
  done(): boolean;
  /** The tools that were asked for, once the answer is whole. */
  toolCalls(): ToolCall[];
  /** The last part. Throws ModelError `cut_off` when the provider never said why it stopped. */
  finish(): TextPart;
};

type Reading = { open: () => Promise<IncomingMessage>; answer: AnswerReader; signal: AbortSignal };

/** An answer as parts: the text that arrived together is one part, so that what relays it writes once. */
export async function* readAnswer({ open, answer, signal }: Reading): AsyncGenerator<TextPart> {
  const body = await open();
  const lines = readLines(body, signal);
  for await (const some of lines) {
    const text = answer.take(some);
    if (answer.done()) lines.letGo();
    if (text !== "") yield { type: "text", text };
    // Nobody waits for the end of a stream that has said everything, unless it is here already.
    if (answer.done() && !body.complete) break;
  }
  const finish = answer.finish();
  for (const call of answer.toolCalls()) yield { type: "tool-call", ...call };
  yield finish;
}
