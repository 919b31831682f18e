import type { TextModel, TextPart, TextRequest } from "../../../lib/models/model.ts";

export const request: TextRequest = {
  system: "You sell software to beverage distributors.",
  messages: [{ role: "user", content: "What does route planning save?" }],
  temperature: 0.7,
  maxTokens: 300,
};

/** Every part of an answer, read to its end. */
export async function readParts(
  model: TextModel,
  asked: TextRequest = request,
  signal: AbortSignal = new AbortController().signal,
): Promise<TextPart[]> {
  const parts: TextPart[] = [];
  for await (const part of model.streamText(asked, signal)) parts.push(part);
  return parts;
}

export function textOf(parts: TextPart[]): string {
  return parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}

/** What a promise was rejected with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("nothing was thrown");
    },
    (error: unknown) => error,
  );
}
