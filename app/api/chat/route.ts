import { type RunningTurn, streamTurn, untilShown } from "../../../lib/ai/running-turns.ts";
import type { LoadedWorkspace } from "../../../lib/ai/turn-deps.ts";
import { type FirstTurn, RepeatedTurn } from "../../../lib/ai/turn-key.ts";
import { type Exchange, endpoint } from "../../../lib/endpoint.ts";
import { AppError } from "../../../lib/errors.ts";
import { readJson } from "../../../lib/request-body.ts";
import { runtime } from "../../../lib/runtime.ts";
import { readVisitor } from "../../../lib/session.ts";
import { streamHeaders } from "../../../lib/sse.ts";
import { requestedWorkspace } from "../../../lib/visitor-request.ts";
import { findTurn } from "./find-turn.ts";
import { generatedPage } from "./generated-page.ts";
import { type Asked, allowanceOf, joinOrStart } from "./join-or-start.ts";
import { keepVisitor } from "./keep-visitor.ts";
import { type ChatRequest, chatRequestSchema } from "./schema.ts";
import { watchReader } from "./watch-reader.ts";

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
  for (const [name, value] of Object.entries(allowanceOf(turn))) headers.set(name, value);
  return answer(turn, { request, body, headers });
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
