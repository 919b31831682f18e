import { expect, test } from "@jest/globals";
import type { TextModel, TextPart } from "../../../lib/models/model.ts";
import { ModelError, type ModelErrorReason } from "../../../lib/models/model-error.ts";
import { withFallback } from "../../../lib/models/with-fallback.ts";
import { readParts, rejectionOf, request } from "./read-parts.ts";

const finish: TextPart = { type: "finish", reason: "stop", usage: null };
const text = (words: string): TextPart => ({ type: "text", text: words });

/** A model that says some parts and then, maybe, throws. */
function scripted(name: string, parts: TextPart[], error?: Error): TextModel & { asked: number } {
  const model = {
    provider: "test",
    model: name,
    asked: 0,
    async *streamText() {
      model.asked += 1;
      yield* parts;
      if (error) throw error;
    },
  };
  return model;
}

const fault = (reason: ModelErrorReason, retryAfterMs?: number) =>
  new ModelError(reason, `test: ${reason}`, { retryAfterMs });

test("the first model that answers is named before its first text", async () => {
  const second = scripted("second", [text("no"), finish]);
  expect(await readParts(withFallback([scripted("first", [text("Yes"), finish]), second]))).toEqual([
    { type: "answer-start", provider: "test", model: "first", retryCount: 0, fallbackUsed: false },
    text("Yes"),
    finish,
  ]);
  expect(second.asked).toBe(0);
});

test.each<ModelErrorReason>(["overloaded", "unauthorized", "bad_request"])(
  "a model that fails with %s before its first text is followed by the next",
  async (reason) => {
    const error = fault(reason);
    expect(
      await readParts(
        withFallback([scripted("first", [], error), scripted("second", [text("Yes"), finish])]),
      ),
    ).toEqual([
      { type: "attempt-failed", provider: "test", model: "first", error },
      { type: "answer-start", provider: "test", model: "second", retryCount: 1, fallbackUsed: true },
      text("Yes"),
      finish,
    ]);
  },
);

test("attempts that a wrapped model gave up are counted too", async () => {
  const retried: TextPart = {
    type: "attempt-failed",
    provider: "test",
    model: "first",
    error: fault("timeout"),
  };
  const parts = await readParts(withFallback([scripted("first", [retried, text("Yes"), finish])]));
  expect(parts[1]).toMatchObject({
    type: "answer-start",
    model: "first",
    retryCount: 1,
    fallbackUsed: false,
  });
});

test("a fault after the first text is not answered by another model", async () => {
  const second = scripted("second", [text("no"), finish]);
  const broken = withFallback([scripted("first", [text("Ye")], fault("cut_off")), second]);
  expect(await rejectionOf(readParts(broken))).toMatchObject({ reason: "cut_off" });
  expect(second.asked).toBe(0);
});

test("when every model failed, the first one's reason and the shortest wait are told", async () => {
  const error = await rejectionOf(
    readParts(
      withFallback([
        scripted("first", [], fault("rate_limited", 9_000)),
        scripted("second", [], fault("overloaded", 4_000)),
      ]),
    ),
  );
  expect(error).toMatchObject({ name: "ModelError", reason: "rate_limited", retryAfterMs: 4_000 });
});

test("a bug is not a reason to ask another model", async () => {
  const second = scripted("second", [finish]);
  const broken = withFallback([scripted("first", [], new TypeError("a bug")), second]);
  expect(await rejectionOf(readParts(broken))).toMatchObject({ message: "a bug" });
  expect(second.asked).toBe(0);
});

test("whoever stops is not answered by the next model", async () => {
  const stopped: TextModel = {
    provider: "test",
    model: "first",
    streamText: (_request, signal) => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(signal.reason) }),
    }),
  };
  const second = scripted("second", [finish]);
  const reading = readParts(
    withFallback([stopped, second]),
    request,
    AbortSignal.abort(new Error("stopped")),
  );
  expect(await rejectionOf(reading)).toMatchObject({ message: "stopped" });
  expect(second.asked).toBe(0);
});

test("a fallback of nothing is a mistake", () => {
  expect(() => withFallback([])).toThrow();
});
