import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { TextModel } from "../../../lib/models/model.ts";
import { openaiText } from "../../../lib/models/openai.ts";
import { withTimeout } from "../../../lib/models/with-timeout.ts";
import { type MockProvider, startMockProvider } from "../../support/mock-provider.ts";
import { handClock } from "./hand-clock.ts";
import { readParts, rejectionOf, request } from "./read-parts.ts";
import { openaiAnswer, openaiDelta } from "./recorded-wire.ts";

let mock: MockProvider;
beforeAll(async () => {
  mock = await startMockProvider();
});
afterAll(() => mock.close());
beforeEach(() => mock.forget());

const upstream = () => openaiText({ apiKey: "sk-t", baseUrl: `${mock.url}/v1`, model: "gpt-4o" });

test("a model that does not begin within 8 s is given up, and its connection closed", async () => {
  mock.answer({ after: "hang" });
  const clock = handClock();
  const reading = rejectionOf(readParts(withTimeout(upstream(), { timers: clock.timers })));
  while (mock.requests.length === 0) await new Promise(setImmediate);
  clock.push(7_999);
  expect(clock.waiting()).toBe(1);
  clock.push(1);
  expect(await reading).toMatchObject({ name: "ModelError", reason: "timeout", retryable: true });
  await mock.requests[0]?.hungUp;
  expect(clock.waiting()).toBe(0);
});

test("a model that falls silent for 15 s between tokens is given up; each token counts anew", async () => {
  mock.answer({ chunks: [openaiDelta({ content: "a" })], after: "hang" });
  const clock = handClock();
  const heard = Promise.withResolvers<void>();
  const reading = (async () => {
    for await (const part of withTimeout(upstream(), { timers: clock.timers }).streamText(
      request,
      new AbortController().signal,
    )) {
      if (part.type === "text") heard.resolve();
    }
  })();
  const rejection = rejectionOf(reading);
  await heard.promise;
  clock.push(14_999);
  expect(clock.waiting()).toBe(1);
  clock.push(1);
  expect(await rejection).toMatchObject({ reason: "timeout" });
  await mock.requests[0]?.hungUp;
});

test("an answer in time leaves no timer behind", async () => {
  mock.answer({ chunks: openaiAnswer(["a", "b"]) });
  const clock = handClock();
  const parts = await readParts(withTimeout(upstream(), { timers: clock.timers }));
  expect(parts.at(-1)).toMatchObject({ type: "finish" });
  expect(clock.waiting()).toBe(0);
});

test("whoever stops gets their own reason, not a timeout", async () => {
  mock.answer({ after: "hang" });
  const stop = new AbortController();
  const reading = rejectionOf(readParts(withTimeout(upstream()), request, stop.signal));
  while (mock.requests.length === 0) await new Promise(setImmediate);
  stop.abort(new Error("stopped"));
  expect(await reading).toMatchObject({ message: "stopped" });
  await mock.requests[0]?.hungUp;
});

test("a request that must be answered sooner is given up sooner", async () => {
  mock.answer({ after: "hang" });
  const clock = handClock();
  const asked = { ...request, firstTextBy: 3_000 };
  const reading = rejectionOf(readParts(withTimeout(upstream(), { timers: clock.timers }), asked));
  while (mock.requests.length === 0) await new Promise(setImmediate);
  clock.push(3_000);
  expect(await reading).toMatchObject({ reason: "timeout" });
});

test("it is the same model to whoever looks", () => {
  const { provider, model }: TextModel = withTimeout(upstream());
  expect({ provider, model }).toEqual({ provider: "openai", model: "gpt-4o" });
});
