import { processChat } from "@/lib/ai/orchestrator.ts";
import { type RunningTurn, startTurn, stopTurn, untilShown } from "@/lib/ai/running-turns.ts";
import type { TurnRequest } from "@/lib/ai/turn.ts";
import type { LoadedWorkspace, TurnDeps } from "@/lib/ai/turn-deps.ts";
import { type Caller, personOf } from "@/lib/auth.ts";
import type { Exchange } from "@/lib/endpoint.ts";
import { AppError, toWireError } from "@/lib/errors.ts";
import { runtime } from "@/lib/runtime.ts";
import { whenAborted } from "@/lib/when-aborted.ts";
import { turnDeps } from "@/lib/wiring.ts";
import { personTier, spendCallerTurn } from "./spend-caller-turn.ts";

type Asked = Pick<
  TurnRequest,
  | "message"
  | "useCache"
  | "history"
  | "instructions"
  | "sampling"
  | "knowledgeSources"
  | "usualConversationId"
> & {
  userId: string | undefined;
  conversationId: string | undefined;
  voiceId: string | undefined;
};

/**
 * A turn for a calling program's person, begun and waited for until there is something to show. Throws what it
 * failed of before that.
 */
export async function beginCallerTurn(
  { request: { url }, requestId, log }: Pick<Exchange<unknown>, "request" | "requestId" | "log">,
  {
    caller,
    workspace,
    asked,
    chatModel,
    onlyReader,
  }: {
    caller: Caller;
    workspace: LoadedWorkspace;
    asked: Asked;
    chatModel?: TurnDeps["chatModel"];
    /** Aborts when whoever asked leaves, where nobody else will ever read the turn: it ends with them. */
    onlyReader?: AbortSignal;
  },
): Promise<RunningTurn> {
  if (runtime().draining) throw new AppError("provider_unavailable", { retryAfterSeconds: 5 });
  await spendCallerTurn(caller, workspace);
  const { userId, conversationId, ...rest } = asked;
  const request: TurnRequest = {
    ...rest,
    turnId: crypto.randomUUID(),
    mode: "text",
    visitor: undefined,
    person: personOf(caller, userId),
    conversationId: conversationId?.toLowerCase(),
    tier: personTier(caller),
    requestId,
    receivedAt: Date.now(),
    endpoint: new URL(url).pathname,
  };
  const deps = { ...(await turnDeps(workspace.config.slug)), log, ...(chatModel && { chatModel }) };
  const turn = startTurn({
    turnId: request.turnId,
    workspaceId: workspace.id,
    running: runtime().running,
    run: (signal, onVisitor) => processChat(request, deps, { signal, onVisitor }),
    toWire: (error) => toWireError(error, requestId),
    onFailure: (error) => {
      if (error instanceof AppError && error.status < 500) return;
      log.error({ err: error, turnId: request.turnId }, "a turn failed");
    },
  });
  // Before the wait: who leaves while there is nothing to read yet ends it too.
  if (onlyReader) whenAborted(onlyReader, () => stopTurn(turn, "visitor"));
  await untilShown(turn);
  if (turn.failure !== undefined) throw turn.failure;
  return turn;
}
