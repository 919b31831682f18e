import "server-only";
import { type Attributes, spanOfEvents } from "../tracing.ts";
import { accountFor } from "./account-turn.ts";
import type { ChatEvent } from "./chat-event.ts";
import { closeTurn } from "./close-turn.ts";
import { embedQuestion } from "./embed-question.ts";
import { fitTurn } from "./fit-turn.ts";
import { type FramePlan, planned } from "./frame-plan.ts";
import { failedReply } from "./measure-turn.ts";
import { meterTurn } from "./meter-turn.ts";
import { beginOpening, openTurn } from "./open-turn.ts";
import { reply } from "./reply.ts";
import { orderedBy, rerankTurn } from "./rerank-turn.ts";
import { routeTurn } from "./route-turn.ts";
import type { TurnVisitor } from "./running-turns.ts";
import { scoreTurn } from "./score-turn.ts";
import type { OpenTurn, Replying, TurnRequest } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";
import { turnEnded, turnSpan } from "./turn-record.ts";
import { stoppedWhileWaiting } from "./waiting-refusals.ts";

/**
 * One visitor message and its whole reply, from the front door to the way out. Yields what the reader is
 * shown, in the order of chat-event.ts.
 *
 * Two database calls in all: `beginOpening` before the first word, `closeTurn` after the last. Aborting
 * `signal` ends the answer and keeps what was shown. Throws AppError for what the visitor may not do
 * (`not_found`, `insufficient_energy`), for what was stopped before it opened (`conflict`) and for an answer that failed before it began (`provider_unavailable`).
 */
export function processChat(
  request: TurnRequest,
  deps: TurnDeps,
  listening: Omit<Listening, "tell">,
): AsyncGenerator<ChatEvent> {
  return spanOfEvents(turnSpan(request, deps), (tell) => turn(request, deps, { ...listening, tell }));
}

type Listening = {
  signal: AbortSignal;
  onVisitor: (visitor: TurnVisitor, tier: string) => void;
  tell: (attributes: Attributes) => void;
};

async function* turn(
  request: TurnRequest,
  deps: TurnDeps,
  { signal, onVisitor, tell }: Listening,
): AsyncGenerator<ChatEvent> {
  const asked = await embedQuestion(request, deps);
  // Nothing of it is stored yet, and whose it was may be erased.
  if (signal.aborted) throw stoppedWhileWaiting();
  const opening = await beginOpening(asked, deps);
  const scored = scoreTurn(asked, deps);
  const routed = routeTurn(scored, deps);
  const found = await openTurn(routed, opening, deps);
  onVisitor(visitorOf(found), found.visitorTier);
  const model = orderedBy(found, deps);
  const open = fitTurn(model ? await rerankTurn(found, { model, deps, signal }) : found, deps);

  yield turnEvent(open);
  const replied = yield* recorded(open, deps, signal);
  tell(turnEnded(open, replied));

  if (replied.status === "failed") throw replied.failure;
  yield { meta: replied.meta };
}

/** However the reply ends, its end is recorded, with what it cost; a bug's too. */
async function* recorded(open: OpenTurn, deps: TurnDeps, signal: AbortSignal): Replying {
  const { metered, attempts } = meterTurn(open, deps);
  const { config } = deps.workspace;
  try {
    const plan: FramePlan = ["turn"];
    const replied = accountFor(open, yield* planned(reply(open, metered, signal), plan), attempts, config);
    await closeTurn(open, replied, deps, plan);
    return replied;
  } catch (error) {
    const failed = accountFor(open, failedReply(open, deps, error), attempts, config);
    turnEnded(open, failed);
    await closeTurn(open, failed, deps);
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
