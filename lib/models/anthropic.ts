import type { MessageCreateParamsStreaming } from "@anthropic-ai/sdk/resources/messages";
import { type AnthropicTools, anthropicClient } from "./anthropic-client.ts";
import { anthropicError, anthropicEventError } from "./anthropic-error.ts";
import { anthropicMessages, anthropicTools } from "./anthropic-messages.ts";
import { claudeThinking } from "./anthropic-thinking.ts";
import { reportPrompt } from "./estimate-usage.ts";
import { eventData } from "./event-data.ts";
import type { FinishReason, TextModel, TextRequest, ToolCall, Usage } from "./model.ts";
import { ModelError } from "./model-error.ts";
import { openStream } from "./open-stream.ts";
import { parseFrame } from "./parse-frame.ts";
import { type AnswerReader, readAnswer } from "./read-answer.ts";
import type { HeaderWatch } from "./watched-fetch.ts";

export type AnthropicConfig = {
  apiKey: string;
  baseUrl?: string | undefined;
  model: string;
  /** Sees the headers of each answer. */
  onHeaders?: HeaderWatch | undefined;
};

/**
 * A Claude model over the Messages API. It takes no temperature. The last message must be the visitor's: an
 * answer begun for the model is refused by the newer ones. Thinking is kept off where the model allows it,
 * and is never part of the answer. The official SDK makes the request; the stream is read here.
 */
export function anthropicText({ apiKey, baseUrl, model, onHeaders }: AnthropicConfig): TextModel {
  const tools = anthropicClient({ apiKey, baseUrl, onHeaders });

  return {
    provider: "anthropic",
    model,
    streamText: (request, signal) =>
      readAnswer({
        open: () => open(request, signal),
        answer: newAnswer(apiKey, (usage) => reportPrompt(request, usage)),
        signal,
      }),
  };

  function open(request: TextRequest, signal: AbortSignal) {
    const ask = async () => {
      const { client, outputSchema } = await tools();
      return client.messages.create(requestBody(model, request, outputSchema), { signal }).asResponse();
    };
    return openStream(ask, {
      signal,
      toError: (error) => anthropicError(error, apiKey),
      provider: "Anthropic",
    });
  }
}

function requestBody(
  model: string,
  request: TextRequest,
  outputSchema: AnthropicTools["outputSchema"],
): MessageCreateParamsStreaming {
  const { system, messages, maxTokens, jsonSchema } = request;
  const { thinking, effort, thinkingRoom } = claudeThinking(model);
  const output = {
    ...(effort && { effort }),
    ...(jsonSchema && { format: { type: "json_schema" as const, schema: outputSchema(jsonSchema.schema) } }),
  };
  return {
    model,
    ...(system !== "" && { system }),
    messages: anthropicMessages(messages),
    max_tokens: maxTokens + thinkingRoom,
    stream: true,
    ...anthropicTools(request),
    ...(thinking && { thinking }),
    ...(Object.keys(output).length > 0 && { output_config: output }),
  };
}

type WireEvent = {
  type: string;
  message: { usage?: WireUsage };
  index: number;
  delta: { type?: string; text?: unknown; partial_json?: unknown; stop_reason?: string | null };
  content_block: { type?: string; id?: string; name?: string };
  usage: WireUsage;
  error: unknown;
};
type WireUsage = {
  input_tokens?: number | null;
  output_tokens?: number | null;
  cache_read_input_tokens?: number | null;
  cache_creation_input_tokens?: number | null;
  output_tokens_details?: { thinking_tokens?: number } | null;
};

function newAnswer(secret: string, onPrompt: (usage: Usage) => void): AnswerReader {
  const events = eventData();
  let stopReason: string | undefined;
  let wireUsage: WireUsage | undefined;
  let ended = false;
  /** By their place among the answer's blocks. */
  const calls = new Map<number, ToolCall>();

  function deltaOf({ delta, index = 0 }: Partial<WireEvent>): string {
    if (delta?.type === "text_delta" && typeof delta.text === "string") return delta.text;
    const call = calls.get(index);
    if (call && delta?.type === "input_json_delta" && typeof delta.partial_json === "string")
      call.arguments += delta.partial_json;
    // Other deltas are thinking and its signature.
    return "";
  }

  function textOf(event: Partial<WireEvent>): string {
    switch (event.type) {
      case "content_block_delta":
        return deltaOf(event);
      case "content_block_start": {
        const block = event.content_block;
        if (block?.type === "tool_use")
          calls.set(event.index ?? 0, { id: block.id ?? "", name: block.name ?? "", arguments: "" });
        return "";
      }
      case "message_start":
        wireUsage = { ...event.message?.usage };
        if (wireUsage.input_tokens != null) onPrompt(usageOf(wireUsage));
        return "";
      case "message_delta":
        // These counts replace the first ones, where they are given: they are cumulative.
        wireUsage = { ...wireUsage, ...withoutNulls(event.usage ?? {}) };
        stopReason = event.delta?.stop_reason ?? stopReason;
        return "";
      case "message_stop":
        ended = true;
        return "";
      case "error":
        throw anthropicEventError(event.error, secret);
      default:
        // `ping`, ends of blocks, and what may be added: the API says to skip what one does not know.
        return "";
    }
  }

  return {
    take(lines: string[]): string {
      let text = "";
      for (const data of events(lines)) text += textOf(parseFrame<WireEvent>(data));
      return text;
    },
    done: () => ended && stopReason !== undefined,
    // A tool without parameters is called without a word.
    toolCalls: () => [...calls.values()].map((call) => ({ ...call, arguments: call.arguments || "{}" })),
    finish() {
      if (stopReason === undefined) throw new ModelError("cut_off", "Anthropic: no stop reason");
      return {
        type: "finish",
        reason: reasonOf(stopReason, calls.size),
        usage: wireUsage ? usageOf(wireUsage) : null,
      };
    },
  };
}

/** Every stop reason of SDK 1.12; one that is added later is a fault until somebody decides what it means. */
function reasonOf(stopReason: string, calls: number): FinishReason {
  switch (stopReason) {
    case "end_turn":
    case "stop_sequence":
      return "stop";
    case "max_tokens":
    case "model_context_window_exceeded":
      return "length";
    case "refusal":
      return "refusal";
    case "tool_use":
      if (calls > 0) return "tool_calls";
      throw new ModelError("malformed", "Anthropic: waits for a tool without naming one");
    case "pause_turn":
      throw new ModelError("malformed", "Anthropic: waits for a tool that nobody offered");
    default:
      throw new ModelError("malformed", "Anthropic: unknown stop reason");
  }
}

function withoutNulls(usage: WireUsage): WireUsage {
  return Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null));
}

/** Anthropic counts what came from the cache, what went into it and the rest apart; our prompt tokens are all three. */
function usageOf(wire: WireUsage): Usage {
  const cachedTokens = wire.cache_read_input_tokens ?? 0;
  return {
    promptTokens: (wire.input_tokens ?? 0) + cachedTokens + (wire.cache_creation_input_tokens ?? 0),
    completionTokens: wire.output_tokens ?? 0,
    cachedTokens,
    reasoningTokens: wire.output_tokens_details?.thinking_tokens ?? 0,
  };
}
