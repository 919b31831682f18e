import { inexactOpening } from "./compose-answer.ts";
import type { OpenTurn, Reply } from "./turn.ts";

/** Why a turn did not answer its question. */
export type Unanswered =
  /** The knowledge base has nothing on it. */
  | "nothing_found"
  /** It has something near it. */
  | "nothing_exact"
  /** The answer says so itself. */
  | "said_unknown"
  /** The answer stated what no source supports, and that was taken out. */
  | "unsupported_claim"
  /** Turned back, although the knowledge base has something near it. */
  | "refused";

/** Why the reply does not answer what was asked; undefined where it does, or where nothing was asked of the knowledge base. */
export function whyUnanswered(
  open: OpenTurn,
  reply: Pick<Reply, "status" | "answer" | "unsupported">,
): Unanswered | undefined {
  const { outcome } = open.routed.intent;
  if (outcome.refusal !== undefined) return isNear(open) ? "refused" : undefined;
  // A greeting, thanks, the wish for a human: asked of nobody's documents.
  if (outcome.reply !== undefined || outcome.handover || open.searchFailed || reply.status !== "answered")
    return undefined;
  if (!knows(open)) return "nothing_found";
  if (reply.unsupported?.length) return "unsupported_claim";
  if (reply.answer.startsWith(inexactOpening)) return "nothing_exact";
  return saysUnknown.test(reply.answer) ? "said_unknown" : undefined;
}

/** Does the knowledge base know this? An empty ranking means that it does not. */
function knows({ passages }: Pick<OpenTurn, "passages">): boolean {
  return passages.length > 0;
}

/** Near enough that turning it back may have been a mistake. */
const nearShare = 0.25;

function isNear({ nearest }: OpenTurn): boolean {
  return nearest !== undefined && nearest.share >= nearShare;
}

/** English, in the first person or of the sources; "I don't know which edition you use" asks for more and owns to nothing. */
const saysUnknown =
  /\bI (?:do not|don['’]t|cannot|can['’]t) (?:know|say|tell|find|see|confirm)\b(?! (?:which|whether you|how many|what you|your))|\bI (?:have|found|find) (?:no|nothing)\b|\b(?:passages?|sources?|documents?|knowledge base|materials?) (?:do(?:es)? not|don['’]t|doesn['’]t) (?:\p{L}+ )?(?:say|state|mention|cover|specify|include|contain|give|list|describe)\b|\b(?:not|isn['’]t|aren['’]t) (?:stated|covered|mentioned|specified|listed|described) in (?:the|my|our|any)\b|\bno (?:information|details?) (?:on|about)\b/iu;
