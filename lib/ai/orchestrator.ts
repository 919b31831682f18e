import "server-only";
import type { ChatEvent } from "./chat-event.ts";
import { closeTurn } from "./close-turn.ts";
import { embedQuestion } from "./embed-question.ts";
import { type FramePlan, planned } from "./frame-plan.ts";
import { failedReply } from "./measure-turn.ts";
import { beginOpening, openTurn } from "./open-turn.ts";
import { reply } from "./reply.ts";
import { routeTurn } from "./route-turn.ts";
import type { TurnVisitor } from "./running-turns.ts";
import { scoreTurn } from "./score-turn.ts";
import type { OpenTurn, Replying, TurnRequest } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/**
 * One visitor message and its whole reply, from the front door to the way out. Yields what the reader is
 * shown, in the order of chat-event.ts.
 *
 * Two database calls in all: `beginOpening` before the first word, `closeTurn` after the last. Aborting
 * `signal` ends the answer and keeps what was shown. Throws AppError for what the visitor may not do
 * (`not_found`) and for an answer that failed before it began (`provider_unavailable`).
 */
export async function* processChat(
  request: TurnRequest,
  deps: TurnDeps,
  { signal, onVisitor }: { signal: AbortSignal; onVisitor: (visitor: TurnVisitor, tier: string) => void },
): AsyncGenerator<ChatEvent> {
  const asked = await embedQuestion(request, deps);
  const opening = await beginOpening(asked, deps);
  const scored = scoreTurn(asked, deps);
  const routed = routeTurn(scored, deps);
  const open = await openTurn(routed, opening, deps);
  onVisitor(visitorOf(open), open.visitorTier);

  yield turnEvent(open);
  const replied = yield* recorded(open, deps, signal);

  if (replied.status === "failed") throw replied.failure;
  yield { meta: replied.meta };
}

/** However the reply ends, its end is recorded; a bug's too. */
async function* recorded(open: OpenTurn, deps: TurnDeps, signal: AbortSignal): Replying {
  try {
    const plan: FramePlan = ["turn"];
    const replied = yield* planned(reply(open, deps, signal), plan);
    await closeTurn(open, replied, deps, plan);
    return replied;
  } catch (error) {
    await closeTurn(open, failedReply(open, deps, error), deps);
    throw error;
  }
}

function turnEvent(open: OpenTurn): ChatEvent {
  const { turnId, conversationId, personaScores, signals } = open;
  return { turn: { turnId, conversationId, intent: open.routed.intent.id, personaScores, signals } };
}

function visitorOf({
  visitorId,
  visitorVersion: version,
  conversationId,
  personaScores,
}: OpenTurn): TurnVisitor {
  return { visitorId, version, conversationId, scores: personaScores };
}
