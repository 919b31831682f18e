import { estimateTokens } from "./estimate-usage.ts";
import type { TextRequest } from "./model.ts";

/** Enough to be found again with certainty, little to wait for. */
const anchorWords = 6;
/** An answer that broke near its limit still gets its end. */
const leastTokens = 64;

/**
 * The request that has another model go on with an answer that broke after `said`. It sees what was said as its
 * own message up to the last whole word, and the last message stays the user's, since newer models refuse an
 * answer that was begun for them. It is asked to repeat the last few words, by which the two parts are joined.
 */
export function goOnRequest(request: TextRequest, said: string): TextRequest {
  const { whole, begun } = lastWholeWord(said);
  if (whole === "") return request;
  const anchor = whole.split(/\s+/).slice(-anchorWords).join(" ");
  return {
    ...request,
    maxTokens: Math.max(leastTokens, request.maxTokens - estimateTokens(said.length)),
    messages: [
      ...request.messages,
      { role: "assistant", content: whole },
      { role: "user", content: instruction(anchor, begun) },
    ],
  };
}

function instruction(anchor: string, begun: string): string {
  const broken = begun === "" ? "" : ` The word after them was broken off; it begins with "${begun}".`;
  return `The connection broke while you were writing this answer. The reader has it up to the words "${anchor}".${broken} Go on from there: begin with those words, exactly as they stand, and write what follows, in the same voice, language and format. Do not start over and do not mention the break.`;
}

/** A word with nothing after it may have been broken off in the middle. */
function lastWholeWord(said: string): { whole: string; begun: string } {
  if (/[\s.,;:!?)\]"”’]$/.test(said)) return { whole: said.trim(), begun: "" };
  const begun = said.match(/\S*$/)?.[0] ?? "";
  return { whole: said.slice(0, said.length - begun.length).trim(), begun };
}
