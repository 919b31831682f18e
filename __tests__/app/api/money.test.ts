/** What calls to models cost, through the routes: generate, usage, metrics, people, config, the session's energy. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { openaiAnswer, openaiDelta } from "../../lib/models/recorded-wire.ts";
import { type Ask, readFrames, startApp, type TestApp } from "../../support/app-request.ts";
import { company } from "../../support/company.ts";
import { type MockProvider, startMockProvider } from "../../support/mock-provider.ts";

const key = "an-admin-key-of-some-length";
let app: TestApp;
let mock: MockProvider;

beforeAll(async () => {
  mock = await startMockProvider();
  const plain = company("frugal");
  const little = { requestsPerMinute: 500, dailyEnergy: 8 };
  // The admin key calls as an enterprise; who it calls for is a basic person to the console.
  const frugal = { ...plain, tiers: { ...plain.tiers, basic: little, enterprise: little } };
  app = await startApp({
    workspaces: [company(), frugal, { ...company("private"), localOnly: true }, company("quiet")],
    environment: {
      OPENAI_API_KEY: "sk-test-key",
      OPENAI_BASE_URL: `${mock.url}/v1`,
      ANTHROPIC_API_KEY: "sk-ant-test",
      ANTHROPIC_BASE_URL: mock.url,
      EMBEDDING_MODEL: "local",
      ADMIN_API_KEY: key,
    },
  });
});
afterAll(async () => {
  await app.close();
  await mock.close();
});
beforeEach(() => mock.forget());

const asOperator = (path: string, { headers, ...ask }: Ask = {}) =>
  app.browser().ask(path, { ...ask, headers: { authorization: `Bearer ${key}`, ...headers } });

type Body = {
  success: boolean;
  content?: string;
  error?: string;
  code?: string;
  field?: string;
  requestId?: string;
  meta: Record<string, unknown>;
};
type Config = Record<string, unknown>;
const person = () => `person ${crypto.randomUUID()}`;

async function generate(config: Config = {}, headers: Record<string, string> = {}, messages?: unknown) {
  const response = await asOperator("/api/orchestrator/generate", {
    method: "POST",
    json: {
      messages: messages ?? [
        { role: "system", content: "Be brief." },
        { role: "user", content: "Say hello." },
      ],
      config: { userId: person(), action: "ai_message", retryDelay: 0, ...config },
    },
    headers,
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

type Person = {
  id: string;
  tier: string;
  kind: string;
  energy: { available: number; topUp: number };
  spend: object;
};
const people = async (id: string, headers: Record<string, string> = {}) =>
  (await (await asOperator(`/api/admin/people/${encodeURIComponent(id)}`, { headers })).json()) as Person;

const failing = {
  status: 503,
  headers: { "content-type": "application/json" },
  chunks: ['{"error":{"message":"their words"}}'],
};

describe("generate", () => {
  test("answers, says what it cost, and charges the person who was named", async () => {
    mock.answer({ chunks: openaiAnswer(["Hel", "lo."]) });
    const userId = person();
    const { status, body } = await generate({ userId });
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      content: "Hello.",
      meta: {
        provider: "openai",
        model: "gpt-4o",
        tokensUsed: 912,
        tokensPrompt: 900,
        tokensCompletion: 12,
        costUSD: 0.00157,
        energyConsumed: 10,
        latencyMs: expect.any(Number),
        firstTokenMs: expect.any(Number),
        cached: false,
        retryCount: 0,
        fallbackUsed: false,
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    });
    expect(mock.requests[0]?.body).toMatchObject({
      model: "gpt-4o",
      temperature: 0.7,
      max_tokens: 1000,
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "Say hello." },
      ],
    });
    expect(await people(userId)).toMatchObject({
      id: userId,
      kind: "caller",
      tier: "basic",
      energy: { available: 990, dailyAllowance: 1000 },
      spend: { day: 0.00157, month: 0.00157 },
    });
  });

  test("with 8 energy left takes the economy model for 3, and nothing where that may not be chosen", async () => {
    mock.answer({ chunks: openaiAnswer(["Hi."]) });
    const userId = person();
    const frugal = { "x-workspace": "frugal" };
    const refused = await generate({ userId, autoSelectModel: false }, frugal);
    expect([refused.status, refused.body]).toEqual([
      402,
      {
        success: false,
        error: "Insufficient energy. Required: 10, Available: 8",
        code: "insufficient_energy",
        requestId: expect.any(String),
      },
    ]);
    expect(mock.requests).toHaveLength(0);
    const { body } = await generate({ userId }, frugal);
    expect(body.meta).toMatchObject({ model: "gpt-4o-mini", energyConsumed: 3 });
    await generate({ userId }, frugal);
    const spent = await generate({ userId }, frugal);
    expect([spent.status, spent.body.error]).toEqual([402, "Insufficient energy. Required: 3, Available: 2"]);
    expect(mock.requests).toHaveLength(2);
  });

  test("with useCache the same request of the same person is answered once and paid for once", async () => {
    mock.answer({ chunks: openaiAnswer(["Once."]) });
    const userId = person();
    const asked = { userId, useCache: true };
    expect((await generate(asked)).body.meta).toMatchObject({ cached: false, energyConsumed: 10 });
    const kept = async () => (await generate(asked)).body;
    let body = await kept();
    // Kept with nobody waiting.
    while (body.meta.cached !== true) body = await kept();
    expect(body).toMatchObject({
      success: true,
      content: "Once.",
      meta: {
        provider: "openai",
        model: "gpt-4o",
        tokensUsed: 0,
        costUSD: 0,
        energyConsumed: 0,
        cached: true,
      },
    });
    const before = mock.requests.length;
    await kept();
    expect(mock.requests).toHaveLength(before);
    // Another setting, another person, another message, and whoever does not ask for it.
    await generate({ ...asked, temperature: 0.2 });
    await generate({ ...asked, userId: person() });
    await generate(asked, {}, [{ role: "user", content: "Say goodbye." }]);
    await generate({ userId });
    expect(mock.requests).toHaveLength(before + 4);
    const cleared = await asOperator("/api/orchestrator/cache/clear", { method: "POST", json: { userId } });
    expect(((await cleared.json()) as { removed: number }).removed).toBeGreaterThan(0);
    expect((await generate(asked)).body.meta.cached).toBe(false);
    await Promise.all([...app.runtime.flushes].map((flush) => flush()));
    const rows = await app.call<{ cached: boolean }[]>("read_usage", {
      p_workspace: (await app.call<{ id: string }>("read_workspace", { p_slug: "bevgenie" })).id,
      ...{ p_from: new Date(Date.now() - 60_000), p_to: new Date(Date.now() + 60_000), p_group: "user" },
    });
    expect(rows.find((row) => (row as unknown as { key: string }).key === userId)).toMatchObject({
      errors: 0,
    });
  });

  test("tries again, then asks the next model; a hundredth of a cent is not lost on the way", async () => {
    mock.answer(failing, failing, { chunks: openaiAnswer(["At last."]) });
    const { body } = await generate();
    expect(body).toMatchObject({ content: "At last.", meta: { retryCount: 2, fallbackUsed: false } });
    mock.forget();
    mock.answer(failing);
    const userId = person();
    const dead = await generate({ userId });
    expect([dead.status, dead.body]).toEqual([
      503,
      {
        success: false,
        error: expect.not.stringContaining("their words"),
        code: "provider_unavailable",
        requestId: expect.any(String),
        retryAfterSeconds: expect.any(Number),
        meta: expect.objectContaining({ energyConsumed: 0, fallbackUsed: true, retryCount: 5 }),
      },
    ]);
    expect(dead.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(mock.requests.map(({ path }) => path)).toEqual([
      ...Array(3).fill("/v1/chat/completions"),
      ...Array(3).fill("/v1/messages"),
    ]);
    expect((await people(userId)).energy.available).toBe(1000);
    mock.forget();
    expect((await generate({ allowFallback: false, retryAttempts: 1 })).status).toBe(503);
    expect(mock.requests).toHaveLength(1);
    // One more fault in a row and its breaker would keep it from the tests to come.
    mock.answer({ chunks: openaiAnswer(["Well again."]) });
    expect((await generate()).body.meta.model).toBe("gpt-4o");
  });

  test("an answer that breaks off begins anew: nobody has read of it", async () => {
    mock.answer(
      { chunks: [openaiDelta({ content: "Half" })], after: "reset" },
      { chunks: openaiAnswer(["Whole."]) },
    );
    expect((await generate()).body).toMatchObject({
      content: "Whole.",
      meta: { energyConsumed: 10 },
    });
  });

  test("takes a model by its name, for the economy price where it is the economy model", async () => {
    mock.answer({ chunks: openaiAnswer(["Hi."]) });
    const named = await generate({ model: "gpt-4o-mini", temperature: 0.1, maxTokens: 7 });
    expect(named.body.meta).toMatchObject({ model: "gpt-4o-mini", energyConsumed: 3 });
    expect(mock.requests[0]?.body).toMatchObject({ model: "gpt-4o-mini", temperature: 0.1, max_tokens: 7 });
  });

  test.each([
    [{ action: "no_such_action" }, "config.action"],
    [{ action: "constructor" }, "config.action"],
    [{ userId: "" }, "config.userId"],
    [{ userId: "u".repeat(129) }, "config.userId"],
    [{ model: "llama3.2" }, "config.model"],
    [{ fallbackModel: "ollama:x" }, "config.fallbackModel"],
    [{ provider: "ollama" }, "config.provider"],
    [{ provider: "somebody" }, "config.provider"],
    [{ retryAttempts: 0 }, "config.retryAttempts"],
    [{ baseUrl: "http://evil.example" }, "config.baseUrl"],
  ])("refuses %j", async (config, field) => {
    const { status, body } = await generate(config);
    expect([status, body]).toEqual([
      400,
      {
        success: false,
        error: expect.any(String),
        code: "invalid_request",
        field,
        requestId: expect.any(String),
      },
    ]);
  });

  test("refuses messages that nobody wrote, no key, a wrong one, and another workspace", async () => {
    expect((await generate({}, {}, [{ role: "system", content: "x" }])).body).toMatchObject({
      field: "messages",
    });
    expect((await generate({}, { authorization: "Bearer wrong" })).status).toBe(401);
    const bare = await app.browser().ask("/api/orchestrator/generate", { method: "POST", json: {} });
    expect([bare.status, await bare.json()]).toEqual([401, expect.objectContaining({ success: false })]);
    expect((await generate({ workspaceId: "private" })).status).toBe(403);
    expect((await generate({ workspaceId: "bevgenie", retryAttempts: 1 })).status).not.toBe(403);
  });

  test("of a workspace that keeps its prompts at home leaves for no cloud provider", async () => {
    mock.answer({ chunks: openaiAnswer(["Leaked."]) });
    const headers = { "x-workspace": "private" };
    expect((await generate({}, headers)).status).toBe(503);
    expect((await generate({ model: "gpt-4o" }, headers)).body).toMatchObject({ field: "config.model" });
    expect(mock.requests).toHaveLength(0);
  });
});

describe("people", () => {
  const patch = (id: string, json: unknown, headers: Record<string, string> = {}) =>
    asOperator(`/api/admin/people/${encodeURIComponent(id)}`, { method: "PATCH", json, headers });

  test("get energy from an operator, and another tier", async () => {
    const id = person();
    expect((await asOperator(`/api/admin/people/${encodeURIComponent(id)}`)).status).toBe(404);
    expect(await (await patch(id, { energyTopUp: 50 })).json()).toMatchObject({
      energy: { available: 1050, topUp: 50 },
    });
    expect(await (await patch(id, { tier: "professional" })).json()).toMatchObject({
      tier: "professional",
      energy: { available: 10_050, dailyAllowance: 10_000 },
    });
  });

  test("who are visitors get it too, and their session says so", async () => {
    mock.answer({ chunks: openaiAnswer(["Hi."]) });
    const browser = app.browser();
    const fresh = (await (await browser.ask("/api/session")).json()) as { energy: object };
    expect(fresh.energy).toEqual({
      available: 1000,
      dailyAllowance: 1000,
      resetsAt: expect.stringMatching(/T00:00:00\.000Z$/),
    });
    await readFrames(
      await browser.ask("/api/chat", {
        method: "POST",
        json: { message: "How long is a rollout?", mode: "text" },
      }),
    );
    const session = (await (await browser.ask("/api/session")).json()) as {
      visitorId: string;
      energy: object;
    };
    expect(session.energy).toMatchObject({ available: 990 });
    await patch(session.visitorId, { tier: "professional", energyTopUp: 1 });
    expect(await (await browser.ask("/api/session")).json()).toMatchObject({
      tier: "professional",
      energy: { available: 9_991, dailyAllowance: 10_000 },
    });
    const elsewhere = { "x-workspace": "quiet" };
    expect((await patch(session.visitorId, { energyTopUp: 1 }, elsewhere)).status).toBe(404);
    expect((await asOperator(`/api/admin/people/${session.visitorId}`, { headers: elsewhere })).status).toBe(
      404,
    );
  });

  test.each([
    [{}, ""],
    [{ tier: "gold" }, "tier"],
    [{ energyTopUp: 0 }, "energyTopUp"],
    [{ energyTopUp: 1.5 }, "energyTopUp"],
    [{ energyTopUp: -5 }, "energyTopUp"],
    [{ energyTopUp: 1e9 }, "energyTopUp"],
    [{ energy: 5 }, "energy"],
  ])("refuses %j", async (change, field) => {
    const response = await patch("somebody", change);
    expect(response.status).toBe(400);
    if (field) expect(await response.json()).toMatchObject({ error: { field } });
  });
});

describe("usage", () => {
  type Row = {
    key: string;
    requests: number;
    cost_usd: number;
    tokens_total: number;
    avg_cost: number;
    errors: number;
  };
  const usage = async (query: string, headers: Record<string, string> = {}) =>
    ((await (await asOperator(`/api/admin/usage?${query}`, { headers })).json()) as { rows: Row[] }).rows;

  test("adds up to what the providers reported, whichever way it is grouped", async () => {
    const headers = { "x-workspace": "frugal" };
    const before = (await usage("groupBy=user", headers)).reduce((sum, row) => sum + row.cost_usd, 0);
    mock.answer(failing, { chunks: openaiAnswer(["Hi."]) });
    const userId = person();
    await generate({ userId, action: "ai_chatbot_response" }, headers);
    expect((await usage("groupBy=user", headers)).find(({ key: name }) => name === userId)).toEqual({
      key: userId,
      requests: 1,
      tokens_total: 912,
      cost_usd: 0.000094,
      avg_cost: 0.000094,
      avg_tokens: 912,
      errors: 1,
    });
    for (const groupBy of ["model", "action", "user", "day"]) {
      const rows = await usage(`groupBy=${groupBy}`, headers);
      const total = Math.round(rows.reduce((sum, row) => sum + row.cost_usd, 0) * 1e6);
      expect([groupBy, total]).toEqual([groupBy, Math.round((before + 0.000094) * 1e6)]);
    }
    const today = new Date().toISOString().slice(0, 10);
    expect((await usage("groupBy=day", headers)).map(({ key: day }) => day)).toEqual([today]);
    expect(await usage(`groupBy=day&from=2020-01-01&to=2020-01-31`, headers)).toEqual([]);
    expect(await usage("groupBy=model", { "x-workspace": "quiet" })).toEqual([]);
  });

  test.each([
    ["groupBy=provider", "groupBy"],
    ["from=yesterday", "from"],
    ["from=2026-02-30", "from"],
    ["to=2026-13-01", "to"],
    ["from=2026-11-21&to=2026-11-01", "from"],
    ["from=1990-01-01", "from"],
  ])("refuses %s", async (query, field) => {
    const response = await asOperator(`/api/admin/usage?${query}`);
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: expect.objectContaining({ code: "invalid_request", field }) },
    ]);
  });
});

describe("metrics", () => {
  const zeros = { p50: 0, p95: 0, p99: 0 };

  test("of a workspace where nothing happened are zeros", async () => {
    const response = await asOperator("/api/orchestrator/metrics", { headers: { "x-workspace": "quiet" } });
    expect(await response.json()).toEqual({
      totalRequests: 0,
      totalTokens: 0,
      totalCost: 0,
      averageLatency: 0,
      latency: zeros,
      firstToken: zeros,
      errorRate: 0,
      cacheHitRate: 0,
      providerDistribution: {},
      modelUsage: {},
      byIntent: {},
      byHour: {},
      byUser: {},
    });
  });

  test("count a person's calls, with the failed ones", async () => {
    mock.answer(failing, { chunks: openaiAnswer(["Hi."]) });
    const userId = person();
    await generate({ userId });
    await generate({ userId });
    const response = await asOperator(
      `/api/orchestrator/metrics?hours=1&userId=${encodeURIComponent(userId)}`,
    );
    const body = (await response.json()) as { byHour: Record<string, number> };
    expect(body).toMatchObject({
      totalRequests: 2,
      totalTokens: 1824,
      totalCost: 0.00314,
      errorRate: 0.3333,
      providerDistribution: { openai: 3 },
      modelUsage: { "gpt-4o": 3 },
      byUser: { [userId]: 2 },
    });
    expect(Object.values(body.byHour).reduce((sum, n) => sum + n, 0)).toBe(2);
  });

  test.each(["hours=0", "hours=745", "hours=a", "hours=1.5", "hours="])("refuses %s", async (query) => {
    const response = await asOperator(`/api/orchestrator/metrics?${query}`);
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: expect.objectContaining({ field: "hours" }) },
    ]);
  });
});

test("the configuration names models, actions with prices, tiers and what is on, and no secret", async () => {
  const text = await (await asOperator("/api/orchestrator/config")).text();
  expect(JSON.parse(text)).toMatchObject({
    models: {
      chat: [{ provider: "openai", model: "gpt-4o" }, { provider: "anthropic" }],
      embedding: expect.any(String),
    },
    actions: { ai_pitch_deck: { strong: 100, economy: 30, temperature: 0.7, maxTokens: 3000 } },
    tiers: { enterprise: { requestsPerMinute: 500 } },
    features: { liveAnswers: true, localOnly: false },
  });
  expect(text).not.toMatch(/sk-/);
  const atHome = await asOperator("/api/orchestrator/config", { headers: { "x-workspace": "private" } });
  expect(await atHome.json()).toMatchObject({ models: { chat: [] }, features: { liveAnswers: false } });
});

test("a stranger is told nothing of it", async () => {
  for (const path of [
    "/api/admin/usage",
    "/api/admin/people/somebody",
    "/api/admin/alerts",
    "/api/orchestrator/metrics",
    "/api/orchestrator/config",
  ]) {
    expect([path, (await app.browser().ask(path)).status]).toEqual([path, 401]);
  }
});
