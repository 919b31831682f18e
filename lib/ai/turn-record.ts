import { metrics } from "../metrics.ts";
import type { Attributes, SpanKind } from "../tracing.ts";
import type { OpenTurn, Reply, TurnRequest } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** A turn as a span: by OpenTelemetry's conventions for generative AI the work of an agent. Never a word that was said. */
export function turnSpan(
  { turnId, mode, requestId }: TurnRequest,
  { workspace }: Pick<TurnDeps, "workspace">,
) {
  const { slug } = workspace.config;
  const attributes: Attributes = {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": slug,
    "bevgenie.turn.id": turnId,
    "bevgenie.turn.mode": mode,
    ...(requestId !== undefined && { "bevgenie.request.id": requestId }),
  };
  return { name: `invoke_agent ${slug}`, kind: "internal" as SpanKind, attributes };
}

/** Counts a turn that ended, and says of it what its span should. */
export function turnEnded(open: OpenTurn, { status, meta }: Reply): Attributes {
  const { mode, conversationId, routed } = open;
  const { cached, latencyMs, firstTokenMs } = meta;
  metrics().turnEnded({ mode, status, cached, latencyMs, firstTokenMs });
  return {
    "gen_ai.conversation.id": conversationId,
    "gen_ai.provider.name": meta.provider,
    "gen_ai.response.model": meta.model,
    "gen_ai.usage.input_tokens": meta.tokensPrompt,
    "gen_ai.usage.output_tokens": meta.tokensCompletion,
    "bevgenie.turn.status": status,
    "bevgenie.intent": routed.intent.id,
    "bevgenie.cached": cached,
    "bevgenie.fallback": meta.fallbackUsed,
  };
}
