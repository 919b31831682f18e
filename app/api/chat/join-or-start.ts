import { processChat } from "../../../lib/ai/orchestrator.ts";
import { type RunningTurn, startTurn } from "../../../lib/ai/running-turns.ts";
import type { TurnRequest } from "../../../lib/ai/turn.ts";
import type { LoadedWorkspace } from "../../../lib/ai/turn-deps.ts";
import { RepeatedTurn, turnKey } from "../../../lib/ai/turn-key.ts";
import type { Exchange } from "../../../lib/endpoint.ts";
import { AppError, toWireError } from "../../../lib/errors.ts";
import { runtime } from "../../../lib/runtime.ts";
import type { VisitorCookie } from "../../../lib/session.ts";
import { rateLimitHeaders } from "../../../lib/turn-limit.ts";
import { sharedTurns, turnDeps } from "../../../lib/wiring.ts";
import { type Admission, admit } from "./admission.ts";
import { sealEarly } from "./keep-visitor.ts";
import { keepRunningKeys, runningTurnOf } from "./running-keys.ts";
import type { ChatRequest } from "./schema.ts";
import { hasReader } from "./watch-reader.ts";

/** What is sent, to which workspace and by whom; a newcomer has no cookie. */
export type Asked = {
  body: ChatRequest;
  workspace: LoadedWorkspace;
  visitor: VisitorCookie | undefined;
};

type Asking = Omit<Exchange, "params">;

/** The turn of this request: one that runs already where the request was sent before, else a new one. */
export async function joinOrStart(asking: Asking, sent: Asked): Promise<RunningTurn> {
  const { workspace, visitor } = sent;
  const deps = { ...(await turnDeps(workspace.config.slug)), log: asking.log };
  const asked = turnRequest(asking, sent);
  const owner = { workspaceId: workspace.id, visitorId: visitor?.visitorId };
  const running = runningTurnOf(owner, asked.keys[0]);
  if (running) return running;

  let admission: Admission | undefined;
  const turn = startTurn({
    turnId: asked.turnId,
    workspaceId: workspace.id,
    askedBy: visitor?.visitorId,
    running: runtime().running,
    run: async (signal, onVisitor) => {
      const isRead = () => hasReader(turn);
      const admitted = await admit({ asked, workspace, address: asking.address, signal, isRead });
      admission = admitted;
      if (admitted.allowance) allowances.set(turn, rateLimitHeaders(admitted.allowance));
      if (admitted.asked.keys !== asked.keys) keepRunningKeys(owner, admitted.asked.keys ?? [], turn);
      return processChat(admitted.asked, deps, {
        signal,
        onVisitor: (now, tier) => {
          onVisitor(now);
          admitted.onVisitor(now, tier);
          sealEarly(asking.request, { workspace, before: visitor, turn });
          sharedTurns()?.share(turn);
        },
      });
    },
    toWire: (error) => toWireError(error, asking.requestId),
    onFailure: (error) => {
      if (error instanceof RepeatedTurn || (error instanceof AppError && error.status < 500)) return;
      asking.log.error({ err: error, turnId: asked.turnId }, "a turn failed");
    },
  });
  keepRunningKeys(owner, asked.keys, turn);
  void turn.finished.finally(() => admission?.leave());
  return turn;
}

function turnRequest({ requestId }: Asking, { body, visitor }: Asked) {
  const { idempotencyKey, ...rest } = body;
  return {
    turnId: crypto.randomUUID(),
    message: body.message,
    mode: body.mode,
    visitor,
    conversationId: body.conversationId?.toLowerCase(),
    voiceId: body.personaId,
    tier: runtime().settings.DEFAULT_TIER,
    receivedAt: Date.now(),
    requestId,
    endpoint: "/api/chat",
    useCache: body.useCache,
    keys: idempotencyKey === undefined ? [] : [turnKey(idempotencyKey, rest)],
  } satisfies TurnRequest;
}

const allowances = new WeakMap<RunningTurn, Record<string, string>>();

/** Headers that say what is left of the minute, for a client that wants to know before it is refused. */
export function allowanceOf(turn: RunningTurn): Record<string, string> {
  return allowances.get(turn) ?? {};
}
