import { isAnyJsonObject } from "./any-json-object.ts";
import type { FinishReason, TextModel, TextRequest, ToolCall, Usage } from "./model.ts";
import { ModelError } from "./model-error.ts";
import { ollamaLineError } from "./ollama-error.ts";
import { ollamaMessages, ollamaTools } from "./ollama-messages.ts";
import { ollamaRequest } from "./ollama-request.ts";
import { parseFrame } from "./parse-frame.ts";
import { type AnswerReader, readAnswer } from "./read-answer.ts";
import { streamOf } from "./stream-fetch.ts";

export type OllamaConfig = { baseUrl: string; model: string };

/**
 * Tokens of prompt and answer together. Ollama cuts a longer prompt without a word, and loads the model anew
 * whenever this changes, so it is one number for everything: the prompt budget, a message and a page fit.
 */
export const contextTokens = 8_192;

/** A local model over Ollama's own API: newline-delimited JSON, one object a token. */
export function ollamaText({ baseUrl, model }: OllamaConfig): TextModel {
  return {
    provider: "ollama",
    model,
    streamText: (request, signal) =>
      readAnswer({ open: () => open(request, signal), answer: newAnswer(), signal }),
  };

  async function open(request: TextRequest, signal: AbortSignal) {
    const asked = { baseUrl, path: "api/chat", body: requestBody(model, request), signal };
    const body = streamOf(await ollamaRequest(asked));
    if (!body) throw new ModelError("malformed", "Ollama: the answer does not stream");
    return body;
  }
}

function requestBody(model: string, request: TextRequest) {
  const { system, messages, temperature, maxTokens, jsonSchema } = request;
  return {
    model,
    messages: [{ role: "system", content: system }, ...ollamaMessages(messages)],
    ...ollamaTools(request),
    stream: true,
    // Models that can think do so unless told not to; others ignore it.
    think: false,
    options: {
      num_predict: maxTokens,
      num_ctx: contextTokens,
      ...(temperature !== undefined && { temperature }),
    },
    ...(jsonSchema && { format: isAnyJsonObject(jsonSchema) ? "json" : jsonSchema.schema }),
  };
}

type WireLine = {
  message: { content?: unknown; tool_calls?: { function?: { name?: string; arguments?: unknown } }[] };
  done: boolean;
  done_reason: string;
  prompt_eval_count: number;
  eval_count: number;
  error: unknown;
};

function newAnswer(): AnswerReader {
  let last: Partial<WireLine> | undefined;
  const calls: ToolCall[] = [];

  function textOf(line: Partial<WireLine>): string {
    if (line.error !== undefined) throw ollamaLineError(line.error);
    if (line.done === true) last = line;
    for (const { function: asked } of line.message?.tool_calls ?? []) {
      // Ollama gives calls no ids.
      const id = `call_${crypto.randomUUID()}`;
      calls.push({ id, name: asked?.name ?? "", arguments: JSON.stringify(asked?.arguments ?? {}) });
    }
    return typeof line.message?.content === "string" ? line.message.content : "";
  }

  return {
    take(lines: string[]): string {
      let text = "";
      for (const line of lines) if (line !== "") text += textOf(parseFrame<WireLine>(line));
      return text;
    },
    done: () => last !== undefined,
    toolCalls: () => calls,
    finish() {
      if (last === undefined) throw new ModelError("cut_off", "Ollama: the stream ended before it was done");
      const reason = calls.length > 0 ? "tool_calls" : reasonOf(last.done_reason);
      return { type: "finish", reason, usage: usageOf(last) };
    },
  };
}

function reasonOf(doneReason: string | undefined): FinishReason {
  switch (doneReason) {
    case "length":
      return "length";
    case "load":
    case "unload":
      throw new ModelError("malformed", "Ollama: loaded the model instead of answering");
    default:
      // `stop`; older versions name no reason.
      return "stop";
  }
}

/** A prompt that was in Ollama's cache may be left out of the count. */
function usageOf(line: Partial<WireLine>): Usage | null {
  if (line.eval_count === undefined) return null;
  return {
    promptTokens: line.prompt_eval_count ?? 0,
    completionTokens: line.eval_count,
    cachedTokens: 0,
    reasoningTokens: 0,
  };
}
