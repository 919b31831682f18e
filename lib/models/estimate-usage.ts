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

/** About what a call took whose provider never said. */
export function estimateUsage(request: TextRequest, receivedCharacters: number): Usage {
  return {
    promptTokens: estimatePrompt(request),
    completionTokens: estimateTokens(receivedCharacters),
    cachedTokens: 0,
    reasoningTokens: 0,
  };
}
