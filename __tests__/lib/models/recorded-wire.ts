import type { Script } from "../../support/mock-provider.ts";

/** The providers' answers as they go over the wire, in the shapes of their current documentation. */

const sse = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;
const named = (data: { type: string }) => `event: ${data.type}\n${sse(data)}`;

function openaiChunk(choices: unknown[], usage: object | null = null): string {
  return sse({
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1_790_000_000,
    model: "gpt-4o-2024-08-06",
    service_tier: "default",
    system_fingerprint: "fp_1",
    choices,
    usage,
  });
}

export function openaiDelta(delta: object, finish: string | null = null): string {
  return openaiChunk([{ index: 0, delta, logprobs: null, finish_reason: finish }]);
}

const openaiUsage = {
  prompt_tokens: 900,
  completion_tokens: 12,
  total_tokens: 912,
  prompt_tokens_details: { cached_tokens: 640, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 4, audio_tokens: 0 },
};

export function openaiAnswer(texts: string[], finish = "stop"): string[] {
  return [
    openaiDelta({ role: "assistant", content: "", refusal: null }),
    ...texts.map((content) => openaiDelta({ content })),
    openaiDelta({}, finish),
    openaiChunk([], openaiUsage),
    "data: [DONE]\n\n",
  ];
}

export const anthropicStart = named({
  type: "message_start",
  message: {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-sonnet-5-5",
    content: [],
    stop_reason: null,
    usage: {
      input_tokens: 200,
      cache_read_input_tokens: 640,
      cache_creation_input_tokens: 60,
      output_tokens: 1,
    },
  },
} as { type: string });

export function anthropicText(text: string): string {
  return named({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } } as {
    type: string;
  });
}

function anthropicStop(reason: string): string {
  const usage = { input_tokens: null, output_tokens: 12, output_tokens_details: { thinking_tokens: 4 } };
  const delta = { stop_reason: reason, stop_sequence: null };
  return named({ type: "message_delta", delta, usage } as { type: string });
}

export function anthropicAnswer(texts: string[], stop = "end_turn"): string[] {
  return [
    anthropicStart,
    named({ type: "ping" }),
    named({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } } as {
      type: string;
    }),
    ...texts.map(anthropicText),
    named({ type: "content_block_stop", index: 0 } as { type: string }),
    anthropicStop(stop),
    named({ type: "message_stop" }),
  ];
}

function ollamaLine(line: object): string {
  return `${JSON.stringify({ model: "llama3.2", created_at: "2026-11-10T09:00:00Z", ...line })}\n`;
}

export function ollamaText(content: string): string {
  return ollamaLine({ message: { role: "assistant", content }, done: false });
}

export function ollamaDone(reason: string): string {
  const counts = { total_duration: 1, load_duration: 1, prompt_eval_count: 900, eval_count: 12 };
  return ollamaLine({
    message: { role: "assistant", content: "" },
    done: true,
    done_reason: reason,
    ...counts,
  });
}

export function ollamaAnswer(texts: string[], reason = "stop"): string[] {
  return [...texts.map(ollamaText), ollamaDone(reason)];
}

export const ndjson: Script = { headers: { "content-type": "application/x-ndjson" } };
export const json: Script = { headers: { "content-type": "application/json" } };
