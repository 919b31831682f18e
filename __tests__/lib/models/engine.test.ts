import { describe, expect, test } from "@jest/globals";
import { type GenerateOverrides, generate, streamGenerate } from "../../../lib/models/engine.ts";
import type { TextModel } from "../../../lib/models/model.ts";
import { rejectionOf } from "./read-parts.ts";
import { fault, finish, inTurn, type Scripted, scripted, text } from "./scripted-model.ts";

const action = { temperature: 0.7, maxTokens: 1_000 };
const good = (name: string) => scripted(name, [text(`${name} `), text("answers"), finish]);
/** Waits that are over at once. */
const timers = {
  now: () => 0,
  after(_: number, ring: () => void) {
    queueMicrotask(ring);
    return () => {};
  },
};

function ask(models: { chain: TextModel[]; named?: TextModel[] }, overrides: GenerateOverrides = {}) {
  const messages = [
    { role: "system" as const, content: "Be brief." },
    { role: "user" as const, content: "What does it save?" },
  ];
  const { signal } = new AbortController();
  return generate({ messages, models, action, overrides }, { signal, timers });
}

test("an answer comes whole, with who gave it; instructions and the action's settings go with the request", async () => {
  const model = good("first");
  expect(await ask({ chain: [model] })).toEqual({
    ...{ content: "first answers", toolCalls: [], finishReason: "stop", provider: "test", model: "first" },
    ...{ retryCount: 0, fallbackUsed: false, usage: expect.objectContaining({ promptTokens: 0 }) },
  });
  expect(model.requests[0]).toMatchObject({
    ...{ system: "Be brief.", messages: [{ role: "user", content: "What does it save?" }] },
    ...{ temperature: 0.7, maxTokens: 1_000 },
  });
});

test("a call's own settings go before the action's", async () => {
  const model = good("first");
  await ask({ chain: [model] }, { temperature: 0, maxTokens: 5 });
  expect(model.requests[0]).toMatchObject({ temperature: 0, maxTokens: 5 });
});

test("a model is asked three times in all, then the next one", async () => {
  const dead = scripted("dead", [], fault("overloaded"));
  expect(await ask({ chain: [dead, good("second")] })).toMatchObject({
    ...{ content: "second answers", model: "second", retryCount: 3, fallbackUsed: true },
  });
  expect(dead.asked).toBe(3);
});

test("retries and fallback are the caller's to turn off", async () => {
  const dead = scripted("dead", [], fault("overloaded"));
  const second = good("second");
  const overrides = { retryAttempts: 1, allowFallback: false };
  expect(await rejectionOf(ask({ chain: [dead, second] }, overrides))).toMatchObject({
    ...{ name: "ModelError", reason: "overloaded" },
  });
  expect([dead.asked, second.asked]).toEqual([1, 0]);
});

test("an answer that broke is begun anew, since nobody has read of it", async () => {
  const broken = inTurn("first", scripted("first", [text("It saves mi")], fault("cut_off")));
  const second = scripted("second", [text("It saves miles."), finish]);
  expect(await ask({ chain: [broken, second] })).toMatchObject({
    content: "It saves miles.",
    fallbackUsed: true,
  });
});

test("tool calls are part of the answer", async () => {
  const call = { type: "tool-call", id: "1", name: "price", arguments: "{}" } as const;
  const model = scripted("first", [call, { ...finish, type: "finish", reason: "tool_calls", usage: null }]);
  expect(await ask({ chain: [model] })).toMatchObject({
    ...{ finishReason: "tool_calls", toolCalls: [{ id: "1", name: "price", arguments: "{}" }] },
  });
});

describe("a named model", () => {
  const other = (name: string): Scripted => ({ ...good(name), provider: "ollama" });

  test.each<[GenerateOverrides, string]>([
    [{ model: "second" }, "second"],
    [{ model: "ollama:llama3.2" }, "llama3.2"],
    [{ provider: "ollama" }, "llama3.2"],
    [{}, "first"],
  ])("%o is %s", async (overrides, name) => {
    const models = { chain: [good("first")], named: [good("second"), other("llama3.2")] };
    expect((await ask(models, overrides)).model).toBe(name);
  });

  test("as the fallback is asked before the others", async () => {
    const chain = [scripted("dead", [], fault("unauthorized")), good("second"), good("third")];
    expect((await ask({ chain }, { fallbackModel: "third" })).model).toBe("third");
  });

  test.each<[GenerateOverrides, string]>([
    [{ model: "gpt-99" }, "config.model"],
    [{ provider: "nobody" }, "config.provider"],
    [{ provider: "ollama", model: "first" }, "config.model"],
    [{ fallbackModel: "gpt-99" }, "config.fallbackModel"],
  ])("%o that is not configured is refused and nobody is asked", async (overrides, field) => {
    const model = good("first");
    const refusal = await rejectionOf(ask({ chain: [model], named: [other("llama3.2")] }, overrides));
    expect(refusal).toMatchObject({ name: "AppError", code: "invalid_request", field });
    expect(model.asked).toBe(0);
  });
});

test("without a model there is nobody to ask", async () => {
  expect(await rejectionOf(ask({ chain: [] }))).toMatchObject({ code: "provider_unavailable" });
});

test("the streaming form says who answers before the first word, and refuses before it asks", async () => {
  const model = good("first");
  const request = {
    messages: [{ role: "user" as const, content: "Hello" }],
    models: { chain: [model] },
    action,
  };
  const { signal } = new AbortController();
  const types: string[] = [];
  for await (const { type } of streamGenerate(request, { signal })) types.push(type);
  expect(types).toEqual(["answer-start", "text", "text", "finish"]);
  expect(() => streamGenerate({ ...request, overrides: { model: "gpt-99" } }, { signal })).toThrow("gpt-99");
});
