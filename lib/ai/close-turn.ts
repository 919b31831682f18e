import { toWireError } from "../errors.ts";
import { countTokens } from "../models/tokens.ts";
import { rememberedAnswer } from "./answer-cache.ts";
import type { FramePlan } from "./frame-plan.ts";
import { gapOf } from "./gap.ts";
import { summariseConversation } from "./summarise-conversation.ts";
import type { OpenTurn, Reply } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** `toSummarise`: the conversation has turns that a prompt will no longer quote and no summary tells. */
type Closed = { closed: boolean; toSummarise?: boolean };

/**
 * The turn's one database call after its last word. What the visitor has seen is not taken back when the
 * record fails: it is kept, and written when the database is back. `plan` is how the reply was cut into frames, for a
 * reader who comes back.
 */
export async function closeTurn(
  open: OpenTurn,
  reply: Reply,
  deps: TurnDeps,
  plan?: FramePlan,
): Promise<void> {
  const { workspace, call, log } = deps;
  const args = {
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
    p_energy: reply.account?.energy ?? 0,
    p_usage: reply.account?.usage ?? [],
    p_cache: rememberedAnswer(open, reply, deps),
    p_context: { ...open.context, turnTokens: countTokens(`${open.message}\n${reply.answer}`, "openai") },
    p_gap: gapOf(open, reply, deps),
    p_frames: plan ? { plan, personaScores: open.personaScores } : null,
  };
  try {
    const closed = await call<Closed>("close_turn", args);
    if (closed.toSummarise) summariseLater(open, deps);
  } catch (error) {
    log.error({ err: error, turnId: open.turnId }, "the end of a turn could not be recorded now");
    deps.writeLater({ kind: "turn", args });
  }
}

/** Nobody waits for it: the reader has had the last word. */
function summariseLater(open: OpenTurn, deps: TurnDeps): void {
  summariseConversation(open, deps).catch((error: unknown) => {
    deps.log.warn({ err: error, conversationId: open.conversationId }, "a conversation was not summarised");
  });
}
