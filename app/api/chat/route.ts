import { processChat } from "../../../lib/ai/orchestrator.ts";
import {
  type RunningTurn,
  startTurn,
  streamTurn,
  type TurnVisitor,
  untilShown,
} from "../../../lib/ai/running-turns.ts";
import type { TurnRequest } from "../../../lib/ai/turn.ts";
import type { LoadedWorkspace } from "../../../lib/ai/turn-deps.ts";
import { type Exchange, endpoint } from "../../../lib/endpoint.ts";
import { AppError, toWireError } from "../../../lib/errors.ts";
import { admitNewVisitor } from "../../../lib/new-visitor-limit.ts";
import { readJson } from "../../../lib/request-body.ts";
import { runtime } from "../../../lib/runtime.ts";
import { readVisitor, type VisitorCookie, writeVisitor } from "../../../lib/session.ts";
import { streamHeaders } from "../../../lib/sse.ts";
import { requestedWorkspace } from "../../../lib/visitor-request.ts";
import { turnDeps } from "../../../lib/wiring.ts";
import { generatedPage } from "./generated-page.ts";
import { chatRequestSchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ POST: chat });

async function chat({ request, requestId, address, log }: Exchange): Promise<Response> {
  const body = await readJson(request, chatRequestSchema);
  if (runtime().draining) throw new AppError("provider_unavailable", { retryAfterSeconds: 5 });
  const workspace = await requestedWorkspace(request);
  assertVoice(workspace, body.personaId);
  const visitor = await readVisitor(request, workspace.config.slug);
  if (!visitor) await admitNewVisitor(address);
  const asked: TurnRequest = {
    turnId: crypto.randomUUID(),
    message: body.message,
    mode: body.mode,
    visitor,
    conversationId: body.conversationId?.toLowerCase(),
    voiceId: body.personaId,
    tier: runtime().settings.DEFAULT_TIER,
    requestId,
  };
  const deps = { ...(await turnDeps(workspace.config.slug)), log };
  let keptVisitor = Promise.resolve(new Headers());
  const turn = startTurn({
    turnId: asked.turnId,
    workspaceId: workspace.id,
    running: runtime().running,
    run: (signal, onVisitor) =>
      processChat(asked, deps, {
        signal,
        onVisitor: (now) => {
          onVisitor(now);
          // Sealed while the model is asked. Whoever awaits it hears of a failure.
          keptVisitor = keepVisitor(request, { workspace, before: visitor, now });
          keptVisitor.catch(() => undefined);
        },
      }),
    toWire: (error) => toWireError(error, requestId),
    onFailure: (error) => {
      if (error instanceof AppError && error.status < 500) return;
      log.error({ err: error, turnId: asked.turnId }, "a turn failed");
    },
  });

  await untilShown(turn);
  if (turn.failure !== undefined) throw turn.failure;
  const headers = await keptVisitor;
  return wantsStream(request, body.mode) ? streamed(turn, headers) : generatedPage(turn, headers);
}

function assertVoice({ config }: LoadedWorkspace, voiceId: string | undefined): void {
  if (voiceId === undefined || config.voices.some((voice) => voice.id === voiceId)) return;
  throw new AppError("invalid_request", { message: "There is no such voice.", field: "personaId" });
}

function wantsStream(request: Request, mode: "text" | "generate"): boolean {
  return mode === "text" || /\btext\/event-stream\b/i.test(request.headers.get("accept") ?? "");
}

function streamed(turn: RunningTurn, headers: Headers): Response {
  for (const [name, value] of Object.entries(streamHeaders)) headers.set(name, value);
  return streamTurn(turn, headers);
}

/** The cookie goes out before the stream opens, and only for a new visitor or conversation: sealing is dear. */
async function keepVisitor(
  request: Request,
  {
    workspace,
    before,
    now,
  }: { workspace: LoadedWorkspace; before: VisitorCookie | undefined; now: TurnVisitor },
): Promise<Headers> {
  const headers = new Headers();
  if (now.visitorId === before?.visitorId && now.conversationId === before.conversationId) return headers;
  await writeVisitor(request, headers, { workspaceSlug: workspace.config.slug, visitor: now });
  return headers;
}
