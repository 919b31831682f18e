import type { Attempt } from "../models/attempt.ts";
import { streamGenerate } from "../models/engine.ts";
import type { TextPart, TextRequest } from "../models/model.ts";
import { isFree } from "../models/prices.ts";
import { type PaidCall, type PaidCallDeps, reserveCall } from "./paid-call.ts";

export type StreamedCall = PaidCall & {
  request: Pick<TextRequest, "system" | "messages" | "jsonSchema" | "tools" | "toolChoice"> & {
    temperature: number;
    maxTokens: number;
  };
};

/** What a reader who waits for a stream is made to wait for: one quick retry of a model, then the next. */
const retries = { retryAttempts: 2, retryDelayMs: 250 };

/**
 * A bare call to a model part by part, paid for out of the person's wallet as `generateCall` does: settled, with its
 * rows of the ledger, before the iteration ends. Energy is used by what was given to the reader, also where they left
 * before its end; a call that failed costs none. What was reserved is the iteration's to settle: begin it, and end it
 * by `return` or `signal`. Throws `insufficient_energy` before any model is asked, ModelError, the signal's reason.
 */
export async function streamCall(
  asked: StreamedCall,
  deps: PaidCallDeps,
  signal: AbortSignal,
): Promise<AsyncGenerator<TextPart>> {
  const { system, messages, temperature, maxTokens, ...shape } = asked.request;
  const promptText = [system, ...messages.map(({ content }) => content), JSON.stringify(shape)].join("\n");
  const { energy, chain, settle } = await reserveCall(asked, { promptText, maxTokens }, deps);
  return parts();

  async function* parts(): AsyncGenerator<TextPart> {
    const attempts: Attempt[] = [];
    let provider = "";
    let isGiven = false;
    try {
      const answer = streamGenerate(
        {
          messages: [{ role: "system", content: system }, ...messages],
          models: { chain },
          action: { temperature, maxTokens },
          overrides: retries,
          ...shape,
        },
        { signal, onAttempt: (attempt) => void attempts.push(attempt) },
      );
      for await (const part of answer) {
        if (part.type === "answer-start") provider = part.provider;
        if (part.type === "text" || part.type === "tool-call" || part.type === "finish") isGiven = true;
        yield part;
      }
    } catch (error) {
      if (!signal.aborted) isGiven = false;
      throw error;
    } finally {
      await settle(isGiven && !isFree(provider) ? energy.reserved : 0, attempts);
    }
  }
}
