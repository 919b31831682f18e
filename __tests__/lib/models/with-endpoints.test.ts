import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { newEndpointLoad } from "../../../lib/models/endpoint-load.ts";
import { modelMaker } from "../../../lib/models/make-models.ts";
import type { TextModel } from "../../../lib/models/model.ts";
import { rateLimitOf } from "../../../lib/models/rate-limit-headers.ts";
import { readEndpoints } from "../../../lib/models/read-endpoints.ts";
import { withEndpoints } from "../../../lib/models/with-endpoints.ts";
import { type MockProvider, type Script, startMockProvider } from "../../support/mock-provider.ts";
import { readParts, rejectionOf, request, textOf } from "./read-parts.ts";
import { anthropicAnswer, json, openaiAnswer } from "./recorded-wire.ts";
import { fault, finish, scripted, text } from "./scripted-model.ts";

let mock: MockProvider;
beforeAll(async () => {
  mock = await startMockProvider();
});
afterAll(() => mock.close());
beforeEach(() => mock.forget());

const keysAsked = () =>
  mock.requests.map(({ headers }) => headers["x-api-key"] ?? headers.authorization?.replace("Bearer ", ""));
const good: Script = { chunks: openaiAnswer(["Yes"]) };
const limited = (headers: Record<string, string> = {}): Script => ({
  ...{ status: 429, headers: { ...json.headers, ...headers }, chunks: ["{}"] },
});
const openai = (keys: string) =>
  modelMaker({ openaiApiKey: keys, openaiBaseUrl: `${mock.url}/v1` }, {}).text({
    provider: "openai",
    model: "gpt-4o",
  });

test("a rate-limited key is answered for by the other at once, and rests as long as it was told to", async () => {
  mock.answer(limited({ "retry-after": "60" }), good);
  const model = openai("sk-one,sk-two");
  expect(textOf(await readParts(model))).toBe("Yes");
  await readParts(model);
  await readParts(model);
  expect(keysAsked()).toEqual(["sk-one", "sk-two", "sk-two", "sk-two"]);
});

test("a single key that rests is not asked, and says how long", async () => {
  mock.answer(limited({ "retry-after": "60" }), good);
  const model = openai("sk-one");
  await rejectionOf(readParts(model));
  const error = await rejectionOf(readParts(model));
  expect(error).toMatchObject({ name: "ModelError", reason: "rate_limited" });
  expect((error as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(50_000);
  expect(mock.requests).toHaveLength(1);
});

test("a key whose provider says that nothing is left rests before it runs into the limit", async () => {
  const spent = { "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1m0s" };
  mock.answer({ ...good, headers: spent }, good);
  const model = openai("sk-one,sk-two");
  await readParts(model);
  await readParts(model);
  expect(keysAsked()).toEqual(["sk-one", "sk-two"]);
});

test("so does one of Anthropic whose tokens do not suffice", async () => {
  const reset = new Date(Date.now() + 60_000).toISOString();
  const spent = { "anthropic-ratelimit-tokens-remaining": "40", "anthropic-ratelimit-tokens-reset": reset };
  mock.answer({ headers: spent, chunks: anthropicAnswer(["Yes"]) }, { chunks: anthropicAnswer(["Yes"]) });
  const make = modelMaker({ anthropicApiKey: "sk-one,sk-two", anthropicBaseUrl: mock.url }, {});
  const model = make.text({ provider: "anthropic", model: "claude-sonnet-5-5" });
  await readParts(model);
  await readParts(model);
  expect(keysAsked()).toEqual(["sk-one", "sk-two"]);
});

test("a wrong key is answered for by the other, a bad request by nobody", async () => {
  mock.answer({ status: 401, chunks: ["{}"] }, good);
  expect(textOf(await readParts(openai("sk-one,sk-two")))).toBe("Yes");
  mock.answer({ ...json, status: 400, chunks: ["{}"] });
  mock.forget();
  expect(await rejectionOf(readParts(openai("sk-one,sk-two")))).toMatchObject({ reason: "bad_request" });
  expect(mock.requests).toHaveLength(1);
});

test("embeddings go around a key that rests too", async () => {
  const data = [{ index: 0, embedding: Array.from({ length: 1536 }, (_, at) => (at === 0 ? 1 : 0)) }];
  mock.answer(limited({ "retry-after": "60" }), { ...json, chunks: [JSON.stringify({ data })] });
  const settings = { openaiApiKey: "sk-one,sk-two", openaiBaseUrl: `${mock.url}/v1` };
  const embedder = modelMaker(settings, {}).embedder({ provider: "openai", model: "text-embedding-3-small" });
  await embedder.embed(["one"], "question");
  await embedder.embed(["two"], "question");
  expect(keysAsked()).toEqual(["sk-one", "sk-two", "sk-two"]);
});

describe("the least busy endpoint", () => {
  /** A model that answers when it is told to. */
  function held(name: string) {
    const go = Promise.withResolvers<void>();
    const model: TextModel & { asked: number } = {
      provider: "test",
      model: name,
      asked: 0,
      async *streamText() {
        model.asked += 1;
        await go.promise;
        yield finish;
      },
    };
    return { model, go: go.resolve };
  }

  test("is asked first, by its weight", async () => {
    const light = held("model");
    const heavy = held("model");
    const pool = withEndpoints([
      { model: light.model, load: newEndpointLoad({ weight: 1 }) },
      { model: heavy.model, load: newEndpointLoad({ weight: 3 }) },
    ]);
    const reading = Array.from({ length: 8 }, () => readParts(pool));
    light.go();
    heavy.go();
    await Promise.all(reading);
    expect([light.model.asked, heavy.model.asked]).toEqual([2, 6]);
  });

  test("is free again however its call ended", async () => {
    const load = newEndpointLoad();
    const pool = withEndpoints([{ model: scripted("model", [text("a")], fault("cut_off")), load }]);
    await rejectionOf(readParts(pool));
    for await (const _ of pool.streamText(request, new AbortController().signal)) break;
    expect(load.busyness()).toBe(0);
  });
});

test("calls under way are counted before the provider's own count comes", () => {
  const load = newEndpointLoad({ now: () => 0 });
  const headers: Record<string, string> = {
    ...{ "x-ratelimit-remaining-requests": "2", "x-ratelimit-reset-requests": "10s" },
  };
  load.observe((name) => headers[name]);
  load.enter(0);
  expect(load.restMs(0)).toBe(0);
  load.enter(0);
  expect(load.restMs(0)).toBe(10_000);
});

test.each([
  [
    { "x-ratelimit-remaining-tokens": "5", "x-ratelimit-reset-tokens": "6m0s" },
    { tokens: { left: 5, resetAt: 360_000 } },
  ],
  [
    { "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "20ms" },
    { requests: { left: 0, resetAt: 20 } },
  ],
  [
    { "x-ratelimit-remaining-requests": "9", "x-ratelimit-reset-requests": "1.5" },
    { requests: { left: 9, resetAt: 1_500 } },
  ],
  [
    {
      "anthropic-ratelimit-requests-remaining": "3",
      "anthropic-ratelimit-requests-reset": "1970-01-01T00:00:07Z",
    },
    { requests: { left: 3, resetAt: 7_000 } },
  ],
  [{ "x-ratelimit-remaining-requests": "many", "x-ratelimit-reset-requests": "soon" }, {}],
  [{}, {}],
])("%o is %o", (headers: Record<string, string>, limit) => {
  expect(rateLimitOf((name) => headers[name], 0)).toEqual(limit);
});

test.each([
  ["sk-a", undefined, [["sk-a", undefined, 1]]],
  [
    "sk-a=3, sk-b",
    "https://one.example/v1",
    [
      ["sk-a", "https://one.example/v1", 3],
      ["sk-b", "https://one.example/v1", 1],
    ],
  ],
  [
    "sk-a",
    "https://one.example,https://two.example=2",
    [
      ["sk-a", "https://one.example", 1],
      ["sk-a", "https://two.example", 2],
    ],
  ],
  [
    "sk-a,sk-b",
    "https://one.example,https://two.example",
    [
      ["sk-a", "https://one.example", 1],
      ["sk-b", "https://two.example", 1],
    ],
  ],
])("keys %s at %s are the endpoints %j", (keys, urls, endpoints) => {
  expect(
    readEndpoints({ provider: "openai", keys, urls }).map(({ apiKey, baseUrl, weight }) => [
      apiKey,
      baseUrl,
      weight,
    ]),
  ).toEqual(endpoints);
});

test("keys and addresses that cannot be paired name the variable", () => {
  const given = {
    provider: "anthropic" as const,
    keys: "a,b,c",
    urls: "https://one.example,https://two.example",
  };
  expect(() => readEndpoints(given)).toThrow(/ANTHROPIC_BASE_URL must hold one address/);
});
