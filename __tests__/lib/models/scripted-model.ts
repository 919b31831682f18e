import type { TextModel, TextPart, TextRequest } from "../../../lib/models/model.ts";
import { ModelError, type ModelErrorReason } from "../../../lib/models/model-error.ts";

export const finish: TextPart = { type: "finish", reason: "stop", usage: null };
export const text = (words: string): TextPart => ({ type: "text", text: words });

export const fault = (reason: ModelErrorReason, retryAfterMs?: number) =>
  new ModelError(reason, `test: ${reason}`, { retryAfterMs });

export type Scripted = TextModel & { asked: number; requests: TextRequest[] };

/** A model that says some parts and then, maybe, throws. */
export function scripted(name: string, parts: TextPart[], error?: Error): Scripted {
  const model = {
    provider: "test",
    model: name,
    asked: 0,
    requests: [] as TextRequest[],
    async *streamText(request: TextRequest) {
      model.asked += 1;
      model.requests.push(request);
      yield* parts;
      if (error) throw error;
    },
  };
  return model;
}

/** A model that behaves like another one at each call; like the last one from then on. */
export function inTurn(name: string, ...calls: TextModel[]): Scripted {
  const model = {
    provider: "test",
    model: name,
    asked: 0,
    requests: [] as TextRequest[],
    streamText(request: TextRequest, signal: AbortSignal) {
      model.requests.push(request);
      const call = calls[Math.min(model.asked, calls.length - 1)] as TextModel;
      model.asked += 1;
      return call.streamText(request, signal);
    },
  };
  return model;
}
