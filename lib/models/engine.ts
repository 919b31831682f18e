import { AppError } from "../errors.ts";
import type { Attempt } from "./attempt.ts";
import type {
  FinishReason,
  ModelMessage,
  TextModel,
  TextPart,
  TextRequest,
  ToolCall,
  Usage,
} from "./model.ts";
import { ModelError } from "./model-error.ts";
import { parseModelName } from "./model-name.ts";
import { withFallback } from "./with-fallback.ts";
import { withRetry } from "./with-retry.ts";
import type { Timers } from "./with-timeout.ts";

/** What a caller may set for one call; everything else is the action's. Models are named among the configured ones. */
export type GenerateOverrides = {
  temperature?: number | undefined;
  maxTokens?: number | undefined;
  /** In all, the first one included; of each model. */
  retryAttempts?: number | undefined;
  /** Milliseconds before the second attempt; they double with each further one. */
  retryDelayMs?: number | undefined;
  allowFallback?: boolean | undefined;
  provider?: string | undefined;
  model?: string | undefined;
  fallbackModel?: string | undefined;
};

export type GenerateRequest = Pick<TextRequest, "jsonSchema" | "tools" | "toolChoice"> & {
  messages: (ModelMessage | { role: "system"; content: string })[];
  /** `chain`: whom to ask, in order of preference. `named`: whom `overrides` may name besides. */
  models: { chain: TextModel[]; named?: TextModel[] };
  action: { temperature: number; maxTokens: number };
  overrides?: GenerateOverrides;
};

export type GenerateCall = {
  signal: AbortSignal;
  onAttempt?: ((attempt: Attempt) => void) | undefined;
  timers?: Timers;
};

export type Generated = {
  content: string;
  toolCalls: ToolCall[];
  finishReason: FinishReason;
  provider: string;
  model: string;
  /** Of the answer, a continuation's parts together; estimated where no provider reported it. */
  usage: Usage;
  retryCount: number;
  fallbackUsed: boolean;
};

/**
 * One whole answer of a model: retried, fallen back from and gone on with as the call allows. Knows no energy and
 * no database. Throws ModelError when no model answered, AppError `invalid_request` for a model that is not
 * configured, `provider_unavailable` where none is, and the signal's reason.
 */
export async function generate(request: GenerateRequest, call: GenerateCall): Promise<Generated> {
  let content = "";
  const toolCalls: ToolCall[] = [];
  let author = { provider: "", model: "", retryCount: 0, fallbackUsed: false };
  let last: Attempt | undefined;
  const onAttempt = (attempt: Attempt) => {
    last = attempt;
    call.onAttempt?.(attempt);
  };

  const { chain, ...named } = request.models;
  const models = { chain: chain.map(heldBack), ...(named.named && { named: named.named.map(heldBack) }) };
  for await (const part of streamGenerate({ ...request, models }, { ...call, onAttempt })) {
    if (part.type === "text") content += part.text;
    if (part.type === "tool-call")
      toolCalls.push({ id: part.id, name: part.name, arguments: part.arguments });
    if (part.type === "answer-start") {
      const { provider, model, retryCount, fallbackUsed } = part;
      author = { provider, model, retryCount, fallbackUsed: author.fallbackUsed || fallbackUsed };
    }
    if (part.type !== "finish") continue;
    const usage = part.usage ?? last?.usage ?? nothing;
    return { content, toolCalls, finishReason: part.reason, usage, ...author };
  }
  throw new ModelError("cut_off", "the answer ended without an end");
}

const nothing: Usage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0 };

/** Nobody has read a word of an answer that broke off: it begins anew instead of being gone on with. */
function heldBack(model: TextModel): TextModel {
  return {
    ...model,
    async *streamText(request, signal) {
      const held: TextPart[] = [];
      for await (const part of model.streamText(request, signal)) {
        if (part.type === "attempt-failed") yield part;
        else held.push(part);
      }
      yield* held;
    },
  };
}

/** The same, part by part. What is wrong with the request is thrown at once, before the first part. */
export function streamGenerate(request: GenerateRequest, call: GenerateCall): AsyncIterable<TextPart> {
  const { messages, action, overrides = {} } = request;
  const retries = {
    attempts: overrides.retryAttempts ?? 3,
    delayMs: overrides.retryDelayMs ?? 1_000,
    ...(call.timers && { timers: call.timers }),
  };
  const chain = withFallback(modelsOf(request).map((model) => withRetry(model, retries)));
  const asked: TextRequest = {
    system: messages.flatMap(({ role, content }) => (role === "system" ? content : [])).join("\n\n"),
    messages: messages.filter((message) => message.role !== "system"),
    temperature: overrides.temperature ?? action.temperature,
    maxTokens: overrides.maxTokens ?? action.maxTokens,
    ...(request.jsonSchema && { jsonSchema: request.jsonSchema }),
    ...(request.tools && { tools: request.tools }),
    ...(request.toolChoice && { toolChoice: request.toolChoice }),
    ...(call.onAttempt && { onAttempt: call.onAttempt }),
  };
  return chain.streamText(asked, call.signal);
}

/** Whom this call asks, in order. */
function modelsOf({ models, overrides = {} }: GenerateRequest): TextModel[] {
  const { chain, named = [] } = models;
  const every = [...chain, ...named];
  const first = chosen(every, overrides);
  if (!first) throw new AppError("provider_unavailable", { message: "No model is connected." });
  if (overrides.allowFallback === false) return [first];
  const second = overrides.fallbackModel && byName(every, overrides.fallbackModel, "fallbackModel");
  return [...new Set([first, ...(second ? [second] : []), ...chain])];
}

function chosen(every: TextModel[], { provider, model }: GenerateOverrides): TextModel | undefined {
  const ofProvider = provider ? every.filter((one) => one.provider === provider) : every;
  if (provider && ofProvider.length === 0) throw notConfigured("provider", provider, every);
  return model ? byName(ofProvider, model, "model") : ofProvider[0];
}

/** By its bare name, or as `provider:model`. */
function byName(models: TextModel[], name: string, field: string): TextModel {
  const parsed = parseModelName(name);
  const found =
    models.find(({ model }) => model === name) ??
    models.find(({ provider, model }) => provider === parsed?.provider && model === parsed.model);
  if (found) return found;
  throw notConfigured(field, name, models);
}

function notConfigured(field: string, name: string, models: TextModel[]): AppError {
  const names = [...new Set(models.map((one) => (field === "provider" ? one.provider : one.model)))].join(
    ", ",
  );
  return new AppError("invalid_request", {
    field: `config.${field}`,
    message: `${name.slice(0, 80)} is not configured here; there is ${names || "no model"}.`,
  });
}
