/** What a plain model's completions cost whoever asked for them, through OpenAI's own client. */
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import OpenAI from "openai";
import { openaiAnswer, openaiDelta } from "../../../lib/models/recorded-wire.ts";
import { adminKey, makeKey } from "../../../support/api-key.ts";
import type { TestApp } from "../../../support/app-request.ts";
import { serveApp } from "../../../support/app-server.ts";
import { company } from "../../../support/company.ts";
import { startLiveApp } from "../../../support/live-app.ts";
import type { MockProvider } from "../../../support/mock-provider.ts";

let app: TestApp;
let mock: MockProvider;
let server: Awaited<ReturnType<typeof serveApp>>;

beforeAll(async () => {
  const plain = company("frugal");
  ({ app, mock } = await startLiveApp({
    workspaces: [
      company(),
      { ...plain, tiers: { ...plain.tiers, professional: { requestsPerMinute: 100, dailyEnergy: 8 } } },
      { ...company("capped"), spendCaps: { personUsdPerDay: 0.000001 } },
    ],
    environment: {
      EMBEDDING_MODEL: "local",
      ADMIN_API_KEY: adminKey,
    },
  }));
  server = await serveApp(app);
});
afterAll(async () => {
  await server.close();
  await app.close();
  await mock.close();
});
beforeEach(() => mock.forget());

async function clientOf(wanted: { slug?: string; tier?: string } = {}): Promise<OpenAI> {
  const { key } = await makeKey(app, { scopes: ["chat", "generate"], ...wanted });
  return new OpenAI({ apiKey: key, baseURL: `${server.url}/api/v1`, maxRetries: 0 });
}

const body = { model: "gpt-4o", messages: [{ role: "user" as const, content: "Say hello." }] };

type Row = { key: string; requests: number; cost_usd: number; tokens_total: number; errors: number };
async function ledgerOf(user: string, slug = "bevgenie"): Promise<Row | undefined> {
  const workspace = await app.call<{ id: string }>("read_workspace", { p_slug: slug });
  const period = { p_from: new Date(Date.now() - 60_000), p_to: new Date(Date.now() + 60_000) };
  const rows = await app.call<Row[]>("read_usage", {
    p_workspace: workspace.id,
    ...period,
    p_group: "user",
  });
  return rows.find(({ key }) => key === user);
}
async function energyOf(user: string): Promise<number> {
  const answer = await app.browser().ask(`/api/admin/people/${user}`, {
    headers: { authorization: `Bearer ${adminKey}` },
  });
  // What was used of a professional's allowance, as the console's basic tier reckons it.
  return 1_000 - ((await answer.json()) as { energy: { available: number } }).energy.available;
}
/** Reservations that nobody settled. */
const left = async () =>
  (await app.call<{ released: number }>("release_reservations", { p_before: new Date(Date.now() + 60_000) }))
    .released;
async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise(setImmediate);
}

test("whole and streamed, the person who is named pays for it, and the ledger has it", async () => {
  const client = await clientOf();
  mock.answer({ chunks: openaiAnswer(["Hel", "lo."]) });
  const whole = await client.chat.completions.create({ ...body, user: "buyer-1" });
  expect(whole).toMatchObject({ model: "gpt-4o", usage: { total_tokens: 912 } });
  const streamed = client.chat.completions.stream({ ...body, user: "buyer-1" });
  expect((await streamed.finalChatCompletion()).choices[0]?.message.content).toBe("Hello.");
  expect(await ledgerOf("buyer-1")).toMatchObject({
    requests: 2,
    tokens_total: 1824,
    cost_usd: 0.00314,
    errors: 0,
  });
  expect(await energyOf("buyer-1")).toBe(20);
  expect(await left()).toBe(0);
});

test("what the energy does not reach for is the economy model's, then OpenAI's 402 before any model is asked", async () => {
  const client = await clientOf({ slug: "frugal" });
  mock.answer({ chunks: openaiAnswer(["Hi."]) });
  const made = await client.chat.completions.create({ ...body, user: "buyer-2" });
  expect(made.model).toBe("gpt-4o-mini");
  expect(mock.requests[0]?.body.model).toBe("gpt-4o-mini");
  await client.chat.completions.create({ ...body, user: "buyer-2" });
  for (const stream of [true, false]) {
    await expect(client.chat.completions.create({ ...body, user: "buyer-2", stream })).rejects.toMatchObject({
      status: 402,
      code: "insufficient_quota",
      type: "insufficient_quota",
      message: expect.stringContaining("Required: 3, Available: 2"),
    });
  }
  expect(mock.requests).toHaveLength(2);
});

test("any JSON object is asked of models that have a mode for it, and of none that has not", async () => {
  const client = await clientOf();
  mock.answer({ chunks: openaiAnswer(['{"weeks":', "6}"]) });
  const asked = { ...body, response_format: { type: "json_object" as const }, temperature: 2 };
  const made = await client.chat.completions.create({ ...asked, user: "buyer-8" });
  expect(made.choices[0]?.message.content).toBe('{"weeks":6}');
  expect(mock.requests[0]?.body).toMatchObject({ response_format: { type: "json_object" }, temperature: 2 });
  mock.forget();
  mock.answer({ status: 400, chunks: ['{"error":{"message":"no"}}'] });
  await expect(client.chat.completions.create({ ...asked, user: "buyer-8" })).rejects.toMatchObject({
    status: 400,
  });
  expect(mock.requests.every(({ path }) => path.startsWith("/v1/chat"))).toBe(true);
});

test("a cap in money holds here too", async () => {
  const client = await clientOf({ slug: "capped" });
  await expect(client.chat.completions.create({ ...body, user: "buyer-3" })).rejects.toMatchObject({
    status: 402,
  });
  expect(mock.requests).toHaveLength(0);
});

test("a reader who leaves a stream pays for what was there, and upstream is closed", async () => {
  const client = await clientOf();
  mock.answer({ chunks: [openaiDelta({ content: "Half a " })], after: "hang" });
  const stream = await client.chat.completions.create({ ...body, user: "buyer-4", stream: true });
  for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
  stream.controller.abort();
  await mock.requests[0]?.hungUp;
  await until(async () => (await ledgerOf("buyer-4")) !== undefined);
  expect(await ledgerOf("buyer-4")).toMatchObject({ requests: 1, errors: 0 });
  expect(await energyOf("buyer-4")).toBe(10);
  expect(await left()).toBe(0);
});

test("who leaves before the first word pays nothing, and nothing stays reserved", async () => {
  const client = await clientOf();
  mock.answer({ chunks: [], after: "hang" });
  const leaving = new AbortController();
  const asked = client.chat.completions
    .create({ ...body, user: "buyer-5" }, { signal: leaving.signal })
    .catch((error: unknown) => error);
  while (mock.requests.length === 0) await new Promise(setImmediate);
  leaving.abort();
  await mock.requests[0]?.hungUp;
  await asked;
  await until(async () => (await ledgerOf("buyer-5")) !== undefined);
  expect(await energyOf("buyer-5")).toBe(0);
  expect(await left()).toBe(0);
});

test("a stop sequence ends the call upstream, and what was used is settled", async () => {
  const client = await clientOf();
  mock.answer({ chunks: [openaiDelta({ content: "One. END two." })], after: "hang" });
  const made = await client.chat.completions.create({ ...body, user: "buyer-6", stop: "END" });
  expect(made.choices[0]).toMatchObject({ finish_reason: "stop", message: { content: "One. " } });
  await mock.requests[0]?.hungUp;
  expect(await energyOf("buyer-6")).toBe(10);
  expect(await left()).toBe(0);
});

test("an answer that no model gave costs no energy, and its attempts are in the ledger", async () => {
  const client = await clientOf();
  mock.answer({ status: 400, chunks: ['{"error":{"message":"no"}}'] });
  await expect(client.chat.completions.create({ ...body, user: "buyer-7" })).rejects.toMatchObject({
    status: 400,
  });
  expect((await ledgerOf("buyer-7"))?.errors).toBeGreaterThan(0);
  expect(await energyOf("buyer-7")).toBe(0);
  expect(await left()).toBe(0);
});

test("it counts against the key's limit a minute", async () => {
  const client = await clientOf({ tier: "free" });
  mock.answer({ chunks: openaiAnswer(["Hi."]) });
  const statuses: number[] = [];
  for (let n = 0; n < 6; n += 1) {
    const answer = await client.chat.completions
      .create({ ...body, user: `crowd-${n}` })
      .then(() => 200)
      .catch((error: { status: number }) => error.status);
    statuses.push(answer);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
});
