import type { TextRequest } from "./model.ts";

/**
 * Structured output without a schema of the caller's: any one JSON object. OpenAI and Ollama have a mode for it;
 * Anthropic has none, and is not asked for it.
 */
export const anyJsonObject: NonNullable<TextRequest["jsonSchema"]> = {
  name: "any_json_object",
  schema: { type: "object" },
};

/** By its name and form: a request is copied on its way. */
export function isAnyJsonObject({ name }: NonNullable<TextRequest["jsonSchema"]>): boolean {
  return name === anyJsonObject.name;
}

export function writesAnyJsonObject({ provider }: { provider: string }): boolean {
  return provider !== "anthropic";
}
