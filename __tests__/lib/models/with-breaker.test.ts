import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { newBreaker, type SharedBreaker } from "../../../lib/models/breaker.ts";
import type { TextModel } from "../../../lib/models/model.ts";
import type { ModelErrorReason } from "../../../lib/models/model-error.ts";
import { withBreaker } from "../../../lib/models/with-breaker.ts";
import { readParts, rejectionOf, request } from "./read-parts.ts";
import { fault, finish, scripted, text } from "./scripted-model.ts";

const key = { provider: "test", model: "model", endpoint: 0 };
let now = 1_000_000;
beforeEach(() => {
  jest.spyOn(Date, "now").mockImplementation(() => now);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const settled = () => new Promise(setImmediate);
const good = () => scripted("model", [text("Yes"), finish]);
const bad = (reason: ModelErrorReason = "overloaded") => scripted("model", [], fault(reason));

async function fail(breaker: ReturnType<typeof newBreaker>, model: TextModel, times: number) {
  for (let time = 0; time < times; time += 1) await rejectionOf(readParts(withBreaker(model, breaker)));
  await settled();
}

test("it opens after faults of health in a row, and then asks nobody and says how long", async () => {
  const breaker = newBreaker(key, { faults: 3, restMs: 10_000 });
  const model = bad();
  await fail(breaker, model, 2);
  expect(breaker.state()).toBe("closed");
  await fail(breaker, model, 1);
  expect(breaker.state()).toBe("open");
  now += 4_000;
  expect(await rejectionOf(readParts(withBreaker(model, breaker)))).toMatchObject({
    name: "ModelError",
    reason: "breaker_open",
    retryAfterMs: 6_000,
  });
  expect(model.asked).toBe(3);
});

test("a stream that broke after its first words counts too", async () => {
  const breaker = newBreaker(key, { faults: 2 });
  await fail(breaker, scripted("model", [text("Ye")], fault("cut_off")), 2);
  expect(breaker.state()).toBe("open");
});

test.each<ModelErrorReason>(["bad_request", "context_length", "filtered", "rate_limited"])(
  "%s never opens it",
  async (reason) => {
    const breaker = newBreaker(key, { faults: 2 });
    await fail(breaker, bad(reason), 6);
    expect(breaker.state()).toBe("closed");
  },
);

test("a good answer in between starts the count anew", async () => {
  const breaker = newBreaker(key, { faults: 2 });
  await fail(breaker, bad(), 1);
  await readParts(withBreaker(good(), breaker));
  await fail(breaker, bad(), 1);
  expect(breaker.state()).toBe("closed");
});

/** A model that waits for its end to be told. */
function held() {
  const end = Promise.withResolvers<void>();
  const model: TextModel & { asked: number } = {
    provider: "test",
    model: "model",
    asked: 0,
    async *streamText() {
      model.asked += 1;
      yield text("Ye");
      await end.promise;
      yield finish;
    },
  };
  return { model, end };
}

test("when its rest is over one probe goes out, whoever comes meanwhile does not, and its success closes it", async () => {
  const breaker = newBreaker(key, { faults: 1, restMs: 10_000 });
  await fail(breaker, bad(), 1);
  now += 10_000;
  const { model, end } = held();
  const probe = readParts(withBreaker(model, breaker));
  await settled();
  expect(breaker.state()).toBe("half_open");
  const others = await Promise.all(
    Array.from({ length: 20 }, () => rejectionOf(readParts(withBreaker(model, breaker)))),
  );
  expect(new Set(others.map((error) => (error as { reason: string }).reason))).toEqual(
    new Set(["breaker_open"]),
  );
  expect(model.asked).toBe(1);
  end.resolve();
  await probe;
  await settled();
  expect(breaker.state()).toBe("closed");
});

test("a probe that fails opens it again, for twice as long", async () => {
  const breaker = newBreaker(key, { faults: 1, restMs: 10_000, longestRestMs: 15_000 });
  await fail(breaker, bad(), 1);
  now += 10_000;
  await fail(breaker, bad(), 1);
  expect([breaker.state(), breaker.restMs()]).toEqual(["open", 15_000]);
});

test("a caller who stops says nothing about the model: closed it stays closed, and a probe has to be sent again", async () => {
  const breaker = newBreaker(key, { faults: 1, restMs: 10_000 });
  const stopped = () => {
    const stop = new AbortController();
    const { model } = held();
    const hung: TextModel = {
      ...model,
      async *streamText() {
        yield text("Ye");
        stop.abort(new Error("stopped"));
        throw stop.signal.reason;
      },
    };
    return rejectionOf(readParts(withBreaker(hung, breaker), request, stop.signal));
  };
  await stopped();
  await settled();
  expect(breaker.state()).toBe("closed");
  await fail(breaker, bad(), 1);
  now += 10_000;
  await stopped();
  await settled();
  expect(breaker.state()).toBe("open");
});

test("what one instance learnt, another takes over", async () => {
  const told: SharedBreaker[] = [];
  const one = newBreaker(key, { faults: 1, restMs: 10_000, onChange: (breaker) => told.push(breaker) });
  const other = newBreaker(key, { faults: 1, restMs: 10_000 });
  await fail(one, bad(), 1);
  expect(told).toMatchObject([{ ...key, state: "open", openedAt: now }]);
  for (const breaker of told) other.adopt(breaker);
  expect(other.state()).toBe("open");
  expect(other.restMs()).toBe(10_000);
  now += 10_000;
  await readParts(withBreaker(good(), one));
  await settled();
  expect(told.at(-1)).toMatchObject({ state: "closed" });
  other.adopt(told.at(-1) as SharedBreaker);
  expect(other.state()).toBe("closed");
});
