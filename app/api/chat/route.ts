import { processChat } from "../../../lib/ai/orchestrator.ts";
import { type RunningTurn, startTurn, streamTurn, untilShown } from "../../../lib/ai/running-turns.ts";
import type { TurnRequest } from "../../../lib/ai/turn.ts";
import type { LoadedWorkspace } from "../../../lib/ai/turn-deps.ts";
import { type FirstTurn, RepeatedTurn, turnKey } from "../../../lib/ai/turn-key.ts";
import { type Exchange, endpoint } from "../../../lib/endpoint.ts";
import { AppError, toWireError } from "../../../lib/errors.ts";
import { readJson } from "../../../lib/request-body.ts";
import { runtime } from "../../../lib/runtime.ts";
import { readVisitor, type VisitorCookie, writeVisitor } from "../../../lib/session.ts";
import { streamHeaders } from "../../../lib/sse.ts";
import { rateLimitHeaders } from "../../../lib/turn-limit.ts";
import { requestedWorkspace } from "../../../lib/visitor-request.ts";
import { sharedTurns, turnDeps, turnLine } from "../../../lib/wiring.ts";
import { type Admission, admit } from "./admission.ts";
import { findTurn } from "./find-turn.ts";
import { generatedPage } from "./generated-page.ts";
import { keepRunningKeys, runningTurnOf } from "./running-keys.ts";
import { type ChatRequest, chatRequestSchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ POST: chat });

async function chat({ request, requestId, address, log }: Exchange): Promise<Response> {
  const body = await readJson(request, chatRequestSchema);
  if (runtime().draining) throw new AppError("provider_unavailable", { retryAfterSeconds: 5 });
  const workspace = await requestedWorkspace(request);
  assertVoice(workspace, body.personaId);
  const visitor = await readVisitor(request, workspace.config.slug);
  const turn = await joinOrStart({ request, requestId, address, log }, { body, workspace, visitor });
  watchReader(turn, request.signal);
  await untilShown(turn);
  if (turn.failure instanceof RepeatedTurn) {
    return await repeated(turn.failure.first, { request, body, workspace, visitor });
  }
  if (turn.failure !== undefined) throw turn.failure;
  const headers = await keepVisitor(request, { workspace, before: visitor, turn });
  for (const [name, value] of Object.entries(allowances.get(turn) ?? {})) headers.set(name, value);
  return answer(turn, { request, body, headers });
}

/** What is left of the minute, for a client that wants to know before it is refused. */
const allowances = new WeakMap<RunningTurn, Record<string, string>>();

type Asked = {
  body: ChatRequest;
  workspace: LoadedWorkspace;
  visitor: VisitorCookie | undefined;
};

/** The turn of this request: one that runs already where the request was sent before, else a new one. */
async function joinOrStart(
  { request, requestId, address, log }: Omit<Exchange, "params">,
  { body, workspace, visitor }: Asked,
): Promise<RunningTurn> {
  const { slug } = workspace.config;
  const deps = { ...(await turnDeps(slug)), log };
  const { idempotencyKey, ...rest } = body;
  const keys = idempotencyKey === undefined ? [] : [turnKey(idempotencyKey, rest)];
  const owner = { workspaceId: workspace.id, visitorId: visitor?.visitorId };
  const running = runningTurnOf(owner, keys[0]);
  if (running) return running;

  const asked: TurnRequest = {
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
    keys,
  };
  let admission: Admission | undefined;
  const turn = startTurn({
    turnId: asked.turnId,
    workspaceId: workspace.id,
    askedBy: visitor?.visitorId,
    running: runtime().running,
    run: async (signal, onVisitor) => {
      const admitted = await admit({ asked, workspace, address, signal });
      admission = admitted;
      if (admitted.allowance) allowances.set(turn, rateLimitHeaders(admitted.allowance));
      if (admitted.asked.keys !== keys) keepRunningKeys(owner, admitted.asked.keys ?? [], turn);
      return processChat(admitted.asked, deps, {
        signal,
        onVisitor: (now, tier) => {
          onVisitor(now);
          admitted.onVisitor(now, tier);
          sealEarly(request, { workspace, before: visitor, turn });
          sharedTurns()?.share(turn);
        },
      });
    },
    toWire: (error) => toWireError(error, requestId),
    onFailure: (error) => {
      if (error instanceof RepeatedTurn || (error instanceof AppError && error.status < 500)) return;
      log.error({ err: error, turnId: asked.turnId }, "a turn failed");
    },
  });
  keepRunningKeys(owner, keys, turn);
  void turn.finished.finally(() => admission?.leave());
  return turn;
}

/** The request was answered before, or is being answered elsewhere: its first turn is read. */
async function repeated(
  { turnId, visitorId, visitorVersion, conversationId }: FirstTurn,
  { request, body, workspace, visitor }: Asked & { request: Request },
): Promise<Response> {
  const owner =
    visitorId !== undefined && visitorVersion !== undefined
      ? { visitorId, version: visitorVersion }
      : visitor;
  if (!owner) throw new AppError("not_found");
  const turn = await findTurn(turnId, { workspace, visitor: owner }, request.signal);
  await untilShown(turn);
  if (turn.failure !== undefined) throw turn.failure;
  if (!turn.visitor && conversationId !== undefined) turn.visitor = { ...owner, conversationId, scores: {} };
  const headers = await keepVisitor(request, { workspace, before: visitor, turn });
  return answer(turn, { request, body, headers });
}

/** A message that waits and whose reader leaves is not sent: nobody reads its answer, and nothing was spent on it. */
function watchReader(turn: RunningTurn, signal: AbortSignal): void {
  const readers = readersOf.get(turn) ?? { count: 0 };
  readersOf.set(turn, readers);
  readers.count += 1;
  const left = () => {
    readers.count -= 1;
    if (readers.count === 0) turnLine().readerLeft(turn.turnId);
  };
  signal.addEventListener("abort", left, { once: true });
  void turn.finished.finally(() => signal.removeEventListener("abort", left));
}

const readersOf = new WeakMap<RunningTurn, { count: number }>();

function answer(
  turn: RunningTurn,
  { request, body, headers }: { request: Request; body: ChatRequest; headers: Headers },
): Response | Promise<Response> {
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

type Keeping = { workspace: LoadedWorkspace; before: VisitorCookie | undefined; turn: RunningTurn };

/** Sealed while the model is asked. Whoever awaits it hears of a failure. */
function sealEarly(request: Request, keeping: Keeping): void {
  const sealing = sealVisitor(request, keeping);
  sealing.catch(() => undefined);
  sealed.set(keeping.turn, sealing);
}

const sealed = new WeakMap<RunningTurn, Promise<Headers>>();

/** The cookie goes out before the stream opens. One who joins a turn gets the same. */
async function keepVisitor(request: Request, keeping: Keeping): Promise<Headers> {
  return new Headers(await (sealed.get(keeping.turn) ?? sealVisitor(request, keeping)));
}

/** Only for a new visitor or conversation: sealing is dear. */
async function sealVisitor(request: Request, { workspace, before, turn }: Keeping): Promise<Headers> {
  const headers = new Headers();
  const now = turn.visitor;
  if (!now || (now.visitorId === before?.visitorId && now.conversationId === before.conversationId)) {
    return headers;
  }
  await writeVisitor(request, headers, { workspaceSlug: workspace.config.slug, visitor: now });
  return headers;
}
