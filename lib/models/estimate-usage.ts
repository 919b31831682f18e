import type { TextRequest, Usage } from "./model.ts";

/** Measured on English prose with the o200k tokenizer; characters / 4 is a tenth too low. */
const charactersPerToken = 3.6;
/** What a message costs beside its words: its role and its marks. */
const tokensPerMessage = 4;

/** About how many tokens some characters are, for money that no provider reported; never for cutting a prompt. */
export function estimateTokens(characters: number): number {
  return Math.ceil(characters / charactersPerToken);
}

/** About how many tokens a request is before its answer. */
export function estimatePrompt({ system, messages, jsonSchema, tools }: TextRequest): number {
  let characters = system.length;
  for (const { content } of messages) characters += content.length;
  if (jsonSchema) characters += JSON.stringify(jsonSchema.schema).length;
  if (tools) characters += JSON.stringify(tools).length;
  return estimateTokens(characters) + tokensPerMessage * (messages.length + 1);
}

/** What a provider said of a prompt before the answer came, by the request it was asked with. */
const reported = new WeakMap<TextRequest, PromptUsage>();
type PromptUsage = Pick<Usage, "promptTokens" | "cachedTokens">;

/** For a provider that counts the prompt first (Anthropic): a call that is interrupted after that is not guessed at. */
export function reportPrompt(request: TextRequest, usage: PromptUsage): void {
  reported.set(request, usage);
}

/** About what a call took whose provider never said it all. */
export function estimateUsage(request: TextRequest, receivedCharacters: number): Usage {
  const { promptTokens, cachedTokens } = reported.get(request) ?? {
    promptTokens: estimatePrompt(request),
    cachedTokens: 0,
  };
  const completionTokens = estimateTokens(receivedCharacters);
  return { promptTokens, completionTokens, cachedTokens, reasoningTokens: 0 };
}
