import type { Attempt } from "./attempt.ts";
import type { ModelError } from "./model-error.ts";

/**
 * What a model is to the rest of the product: two verbs. `streamText` answers a prompt piece by piece,
 * `embed` turns texts into vectors. Every provider's own words (roles, stop reasons, errors, usage) are
 * turned into these in its adapter and nowhere else. What wraps a model (timeouts, fallback) is a TextModel
 * again and passes on the parts it does not know.
 */

/** Tokens as the provider reported them. `promptTokens` includes `cachedTokens`; `completionTokens` includes `reasoningTokens`. */
export type Usage = {
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  reasoningTokens: number;
};

/** Why a model stopped: it was done, it ran into `maxTokens`, its provider withheld the rest, it refused, or it waits for its tools. */
export type FinishReason = "stop" | "length" | "filter" | "refusal" | "tool_calls";

/** A model asks for a tool. `arguments` is JSON text, as the model wrote it: it may break the tool's schema. */
export type ToolCall = { id: string; name: string; arguments: string };

/** A `tool` message is the result of the call of that id; all calls of an assistant's message are answered before the next message. */
export type ModelMessage =
  | { role: "user"; content: string }
  | { role: "assistant"; content: string; toolCalls?: ToolCall[] }
  | { role: "tool"; content: string; toolCallId: string };

/** `parameters` is a JSON schema whose root is an object. */
type ModelTool = { name: string; description?: string; parameters: Record<string, unknown> };
/** `auto`: as the model likes; `required`: at least one; or the one that is named. */
export type ToolChoice = "auto" | "none" | "required" | { name: string };

export type TextRequest = {
  /** Instructions. They never contain a visitor's or a document's words outside their marked block. */
  system: string;
  messages: ModelMessage[];
  /** 0 to 2; adapters of providers that have none leave it out. */
  temperature?: number;
  /** Tokens of the answer itself; a model that thinks first is given room for that on top. */
  maxTokens: number;
  /**
   * Set: the answer is one JSON value of this schema (structured output), streamed as text. The root is an
   * object. A provider may write an absent optional property as null: read null as absent. Limits that a
   * provider cannot enforce (lengths, ranges) are left to whoever validates the answer.
   */
  jsonSchema?: { name: string; schema: Record<string, unknown> };
  tools?: ModelTool[];
  /** `auto` where there are tools. */
  toolChoice?: ToolChoice;
  /** The first text must be there by then (`performance.now()`); what wraps models only ever brings it forward. */
  firstTextBy?: number;
  /** Asked after all others: it broke an answer that this request is to go on with. */
  lastResort?: { provider: string; model: string };
  /** Told of each call to a provider when it has ended, however it ended. Must not throw. */
  onAttempt?: (attempt: Attempt) => void;
};

export type TextPart =
  /** One attempt was given up and another follows, of the same model or of the next. */
  | { type: "attempt-failed"; provider: string; model: string; error: ModelError }
  /** The next text is this model's. Sent by whoever chooses between models, before the first text of each. */
  | { type: "answer-start"; provider: string; model: string; retryCount: number; fallbackUsed: boolean }
  | { type: "text"; text: string }
  /** A whole call; all of them come after the text and before the finish. */
  | ({ type: "tool-call" } & ToolCall)
  /** Always the last part. A stream that ends without it is broken, and the adapter throws. */
  | { type: "finish"; reason: FinishReason; usage: Usage | null };

export type TextModel = {
  /** `openai`, `anthropic`, `ollama` or `offline`. */
  provider: string;
  /** The provider's name of the model, e.g. `gpt-4o`. */
  model: string;
  /** Tokens of prompt and answer that every model behind this one takes; unset: what this one takes. */
  window?: number;
  /** Throws ModelError. Aborting `signal` closes the upstream connection and ends the iteration with the signal's reason. */
  streamText(request: TextRequest, signal: AbortSignal): AsyncIterable<TextPart>;
};

export type Embedder = {
  /** Stored beside every vector; vectors of different models never meet. */
  model: string;
  dimensions: number;
  /**
   * One unit-length vector for each text, in order. No text may be empty. `kind` tells models that embed
   * questions and passages differently. Throws ModelError, or the signal's reason when it aborts. `onTokens` is
   * told what the provider counted, for each request that this takes. `owners` names whose each text is, for the
   * account of requests that are shared.
   */
  embed(
    texts: string[],
    kind: "question" | "passage",
    signal?: AbortSignal,
    onTokens?: (promptTokens: number) => void,
    owners?: string[],
  ): Promise<number[][]>;
};
