import type { ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";
import { isAnyJsonObject } from "./any-json-object.ts";
import { eventData } from "./event-data.ts";
import type { FinishReason, TextModel, TextRequest, ToolCall, Usage } from "./model.ts";
import { ModelError } from "./model-error.ts";
import { openStream } from "./open-stream.ts";
import { openaiClient } from "./openai-client.ts";
import { openaiError, openaiFrameError } from "./openai-error.ts";
import { openaiFamily } from "./openai-family.ts";
import { openaiInstructions, openaiMessage, openaiTools } from "./openai-messages.ts";
import { openaiStrictSchema } from "./openai-strict-schema.ts";
import { parseFrame } from "./parse-frame.ts";
import { type AnswerReader, readAnswer } from "./read-answer.ts";
import type { HeaderWatch } from "./watched-fetch.ts";

export type OpenAIConfig = {
  apiKey: string;
  baseUrl?: string | undefined;
  model: string;
  /** Sees the headers of each answer. */
  onHeaders?: HeaderWatch | undefined;
};

/**
 * A chat model of OpenAI, or of a server that speaks its chat completions at `baseUrl`. The official SDK makes
 * the request; the stream is read here, since parsing it in the SDK costs twice as much as everything else.
 * What arrives together is one part.
 */
export function openaiText({ apiKey, baseUrl, model, onHeaders }: OpenAIConfig): TextModel {
  const client = openaiClient({ apiKey, baseUrl, onHeaders });

  return {
    provider: "openai",
    model,
    streamText: (request, signal) =>
      readAnswer({ open: () => open(request, signal), answer: newAnswer(apiKey), signal }),
  };

  function open(request: TextRequest, signal: AbortSignal) {
    const ask = async () => {
      const { chat } = await client();
      return chat.completions.create(requestBody(model, request), { signal }).asResponse();
    };
    return openStream(ask, { signal, toError: (error) => openaiError(error, apiKey), provider: "OpenAI" });
  }
}

function requestBody(model: string, request: TextRequest): ChatCompletionCreateParamsStreaming {
  const family = openaiFamily(model);
  const { temperature, jsonSchema } = request;
  return {
    model,
    messages: [...openaiInstructions(request), ...request.messages.map(openaiMessage)],
    stream: true,
    stream_options: { include_usage: true },
    [family.limit]: request.maxTokens + family.reasoningRoom,
    ...(family.effort && { reasoning_effort: family.effort }),
    ...(family.takesTemperature && temperature !== undefined && { temperature }),
    ...openaiTools(request),
    ...(jsonSchema && { response_format: responseFormat(jsonSchema) }),
  };
}

function responseFormat(
  asked: NonNullable<TextRequest["jsonSchema"]>,
): ChatCompletionCreateParamsStreaming["response_format"] & object {
  if (isAnyJsonObject(asked)) return { type: "json_object" };
  const { name, schema } = asked;
  return { type: "json_schema", json_schema: { name, schema: openaiStrictSchema(schema), strict: true } };
}

type Chunk = {
  choices: {
    delta?: { content?: unknown; refusal?: unknown; tool_calls?: WireToolCall[] };
    finish_reason?: string | null;
  }[];
  usage: WireUsage | null;
  error: unknown;
};
/** The first piece of a call has its id and name, the others more of its arguments. */
type WireToolCall = { index?: number; id?: string; function?: { name?: string; arguments?: string } };
type WireUsage = {
  prompt_tokens?: number;
  completion_tokens?: number;
  prompt_tokens_details?: { cached_tokens?: number } | null;
  completion_tokens_details?: { reasoning_tokens?: number } | null;
};

function newAnswer(secret: string): AnswerReader {
  const events = eventData();
  let finishReason: string | undefined;
  let usage: Usage | null = null;
  let refused = false;
  let ended = false;
  const calls = new Map<number, ToolCall>();

  function addToCall({ index = 0, id, function: asked }: WireToolCall): void {
    const call = calls.get(index) ?? { id: "", name: "", arguments: "" };
    calls.set(index, call);
    call.id ||= id ?? "";
    call.name ||= asked?.name ?? "";
    call.arguments += asked?.arguments ?? "";
  }

  function textOf(chunk: Partial<Chunk>): string {
    if (chunk.error) throw openaiFrameError(chunk.error, secret);
    if (chunk.usage) usage = usageOf(chunk.usage);
    const choice = chunk.choices?.[0];
    if (choice?.finish_reason) finishReason = choice.finish_reason;
    if (choice?.delta?.refusal) refused = true;
    for (const call of choice?.delta?.tool_calls ?? []) addToCall(call);
    return typeof choice?.delta?.content === "string" ? choice.delta.content : "";
  }

  return {
    take(lines: string[]): string {
      let text = "";
      for (const data of events(lines)) {
        if (data === "[DONE]") ended = true;
        else text += textOf(parseFrame<Chunk>(data));
      }
      return text;
    },
    done: () => ended && finishReason !== undefined,
    toolCalls: () => [...calls.values()],
    finish() {
      if (finishReason === undefined) throw new ModelError("cut_off", "OpenAI: no finish reason");
      return { type: "finish", reason: refused ? "refusal" : reasonOf(finishReason, calls.size), usage };
    },
  };
}

function reasonOf(finishReason: string, calls: number): FinishReason {
  switch (finishReason) {
    case "length":
      return "length";
    case "content_filter":
      return "filter";
    case "tool_calls":
    case "function_call":
      if (calls > 0) return "tool_calls";
      throw new ModelError("malformed", "OpenAI: waits for a tool without naming one");
    case "error":
      throw new ModelError("cut_off", "OpenAI: the server gave up during the answer");
    default:
      // `stop`, which a forced call ends with too, and what compatible servers call the same.
      return calls > 0 ? "tool_calls" : "stop";
  }
}

function usageOf(wire: WireUsage): Usage {
  return {
    promptTokens: wire.prompt_tokens ?? 0,
    completionTokens: wire.completion_tokens ?? 0,
    cachedTokens: wire.prompt_tokens_details?.cached_tokens ?? 0,
    reasoningTokens: wire.completion_tokens_details?.reasoning_tokens ?? 0,
  };
}
