import { describe, expect, test } from "@jest/globals";
import type { TextModel, TextPart, TextRequest } from "../../../lib/models/model.ts";
import type { ModelErrorReason } from "../../../lib/models/model-error.ts";
import { withFallback } from "../../../lib/models/with-fallback.ts";
import { readParts, rejectionOf, request, textOf } from "./read-parts.ts";
import { fault, finish, inTurn, scripted, text } from "./scripted-model.ts";

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

describe("an answer that breaks after its first words", () => {
  const broken = scripted("first", [text("Routes save mi")], fault("cut_off"));

  test("is gone on with by the next model, without losing or doubling a word", async () => {
    const second = scripted("second", [
      text("Routes "),
      text("save"),
      text(" miles"),
      text(" daily."),
      finish,
    ]);
    const parts = await readParts(withFallback([broken, second]));
    expect(textOf(parts)).toBe("Routes save miles daily.");
    expect(parts.filter(({ type }) => type === "answer-start")).toMatchObject([
      { model: "first", retryCount: 0, fallbackUsed: false },
      { model: "second", retryCount: 1, fallbackUsed: true },
    ]);
    expect(parts.at(-1)).toEqual(finish);
  });

  test("is shown to the next model up to its last whole word, and the last message is the user's", async () => {
    const second = scripted("second", [text("save miles."), finish]);
    await readParts(withFallback([broken, second]));
    const [asked] = second.requests;
    expect(asked?.messages.slice(0, -2)).toEqual(request.messages);
    expect(asked?.messages.at(-2)).toEqual({ role: "assistant", content: "Routes save" });
    expect(asked?.messages.at(-1)).toMatchObject({ role: "user" });
    expect(asked?.messages.at(-1)?.content).toContain('"Routes save"');
    expect(asked?.messages.at(-1)?.content).toContain('begins with "mi"');
    expect(asked?.maxTokens).toBeLessThan(request.maxTokens);
  });

  test("is gone on with by the only model there is, once", async () => {
    const alone = inTurn("alone", broken, scripted("alone", [text("miles."), finish]));
    expect(textOf(await readParts(withFallback([alone])))).toBe("Routes save miles.");
    const again = inTurn("alone", broken, broken, broken, broken);
    expect(await rejectionOf(readParts(withFallback([again])))).toMatchObject({ reason: "cut_off" });
    expect(again.asked).toBe(2);
  });

  test("comes back to the model that broke when the others cannot be asked", async () => {
    const back = inTurn("first", broken, scripted("first", [text("miles."), finish]));
    const dead = scripted("dead", [], fault("connection"));
    expect(textOf(await readParts(withFallback([back, dead])))).toBe("Routes save miles.");
  });

  test("keeps what a continuation held back when it breaks too", async () => {
    const second = scripted("second", [text("Routes save")], fault("timeout"));
    const third = scripted("third", [text("save miles."), finish]);
    expect(textOf(await readParts(withFallback([broken, second, third])))).toBe("Routes save miles.");
  });

  test("is not gone on with when it is JSON or has called a tool", async () => {
    const second = scripted("second", [text("no"), finish]);
    const json = { ...request, jsonSchema: { name: "page", schema: {} } };
    expect(await rejectionOf(readParts(withFallback([broken, second]), json))).toMatchObject({
      reason: "cut_off",
    });
    const call = { type: "tool-call", id: "1", name: "price", arguments: "{}" } as const;
    const calling = scripted("first", [call], fault("cut_off"));
    expect(await rejectionOf(readParts(withFallback([calling, second])))).toMatchObject({
      reason: "cut_off",
    });
    expect(second.asked).toBe(0);
  });
});

test("the model that broke an answer before is asked last", async () => {
  const second = scripted("second", [text("Yes"), finish]);
  const asked = { ...request, lastResort: { provider: "test", model: "first" } };
  const parts = await readParts(withFallback([scripted("first", [text("no"), finish]), second]), asked);
  expect(parts[0]).toMatchObject({ type: "answer-start", model: "second", fallbackUsed: true });
});

test("all models together have one time for the first text, and each leaves the next one half of it", async () => {
  let now = 1_000;
  const timers = { now: () => now, after: () => () => {} };
  const given: (number | undefined)[] = [];
  const models = ["one", "two", "three"].map((name) => ({
    provider: "test",
    model: name,
    async *streamText({ firstTextBy }: TextRequest): AsyncGenerator<TextPart> {
      given.push(firstTextBy && firstTextBy - 1_000);
      now = firstTextBy ?? now;
      yield* [];
      throw fault("timeout");
    },
  }));
  await rejectionOf(readParts(withFallback(models, { firstTextMs: 8_000, timers })));
  expect(given).toEqual([4_000, 6_000, 8_000]);
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
