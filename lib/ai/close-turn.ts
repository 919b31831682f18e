import { toWireError } from "../errors.ts";
import type { FramePlan } from "./frame-plan.ts";
import type { OpenTurn, Reply } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/**
 * The turn's one database call after its last word. What the visitor has seen is not taken back when the
 * record fails: that is logged, and the turn stays marked as running until the sweep at the next start. `plan` is how
 * the reply was cut into frames, for a reader who comes back.
 */
export async function closeTurn(
  open: OpenTurn,
  reply: Reply,
  { workspace, call, log }: TurnDeps,
  plan?: FramePlan,
): Promise<void> {
  try {
    await call("close_turn", {
      p_workspace: workspace.id,
      p_turn: open.turnId,
      p_intent: open.routed.intent.id,
      p_signals: open.signals,
      p_status: reply.status,
      p_answer: reply.answer,
      p_sources: reply.sources,
      p_citations: reply.citations,
      p_follow_ups: reply.followUps,
      p_meta: reply.meta,
      p_error: reply.failure === undefined ? null : toWireError(reply.failure, open.turnId),
      p_page: reply.page,
      p_frames: plan ? { plan, personaScores: open.personaScores } : null,
    });
  } catch (error) {
    log.error({ err: error, turnId: open.turnId }, "the end of a turn could not be recorded");
  }
}
