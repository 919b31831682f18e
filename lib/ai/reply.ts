import type { Source } from "./chat-event.ts";
import { replyFromCache } from "./reply-from-cache.ts";
import { replyWithPage } from "./reply-with-page.ts";
import { replyWithText } from "./reply-with-text.ts";
import type { OpenTurn, Replying } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** Answers an open turn in the mode that was asked for, first naming the passages it may stand on. */
export async function* reply(open: OpenTurn, deps: TurnDeps, signal: AbortSignal): Replying {
  if (open.cachedAnswer) return yield* replyFromCache(open, open.cachedAnswer, { deps, signal });
  const sources = sourcesOf(open);
  yield { sources };
  return yield* open.mode === "text"
    ? replyWithText({ open, sources, deps, signal })
    : replyWithPage({ open, sources, deps, signal });
}

const excerptLength = 240;

/** The passages as candidates: the beginning of each, which stands verbatim at its offsets. */
function sourcesOf({ passages }: OpenTurn): Source[] {
  return passages.map((passage, index) => {
    const excerpt = beginningOf(passage.content);
    return {
      n: index + 1,
      title: passage.title,
      ...(passage.url && { url: passage.url }),
      documentId: passage.documentId,
      passageId: passage.passageId,
      excerpt,
      start: passage.start,
      end: passage.start + excerpt.length,
    };
  });
}

/** Cut at a word, never inside a surrogate pair. */
function beginningOf(content: string): string {
  if (content.length <= excerptLength) return content;
  const cut = content.slice(0, excerptLength);
  const word = cut.replace(/\s+\S*$/u, "");
  return (word.length > 0 ? word : cut).replace(/\p{Surrogate}$/u, "");
}
