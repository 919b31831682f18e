import { streamTurn } from "@/lib/ai/running-turns.ts";
import type { LoadedWorkspace, TurnDeps } from "@/lib/ai/turn-deps.ts";
import { turnEvents } from "@/lib/ai/turn-events.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { readJson } from "@/lib/request-body.ts";
import { streamHeaders } from "@/lib/sse.ts";
import { chatModelPreferring } from "@/lib/wiring.ts";
import { beginCallerTurn } from "../../caller-turn.ts";
import { callerWorkspace } from "../../caller-workspace.ts";
import { knownVoice } from "../known-voice.ts";
import { orchestratorChatSchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ POST: chat });

/** A turn for a program's person: as JSON when it is whole, or as the frames of `POST /api/chat`. */
async function chat(exchange: Exchange): Promise<Response> {
  const { request } = exchange;
  const { caller, workspace } = await callerWorkspace(request, "chat");
  const body = await readJson(request, orchestratorChatSchema);
  const voice = body.personaId === undefined ? undefined : knownVoice(workspace, caller, body.personaId);
  const chatModel = modelOf(workspace, body.provider);
  const turn = await beginCallerTurn(exchange, {
    caller,
    workspace,
    asked: {
      message: body.message,
      useCache: body.useCache,
      userId: body.userId,
      conversationId: body.conversationId,
      voiceId: voice?.id,
      ...(body.sources && { knowledgeSources: body.sources }),
    },
    ...(chatModel && { chatModel }),
  });
  if (/\btext\/event-stream\b/i.test(request.headers.get("accept") ?? "")) {
    return streamTurn(turn, new Headers(streamHeaders));
  }
  const answer: Record<string, unknown> = { content: "", citations: [] };
  for await (const event of turnEvents(turn)) {
    if ("content" in event) answer.content += event.content;
    else if ("error" in event) throw new AppError(event.error.code, { ...event.error });
    else if ("turn" in event) Object.assign(answer, event.turn);
    else if ("citations" in event || "followUps" in event || "meta" in event) Object.assign(answer, event);
  }
  return Response.json(answer, { headers: { "cache-control": "no-store" } });
}

function modelOf(
  workspace: LoadedWorkspace,
  provider: "openai" | "anthropic" | "ollama" | undefined,
): TurnDeps["chatModel"] | undefined {
  if (!provider) return undefined;
  const model = chatModelPreferring(workspace, provider);
  if (model) return model;
  throw new AppError("invalid_request", {
    field: "provider",
    message: "That provider is not connected, or not for this workspace.",
  });
}
