/** What a turn uses and what the ledger keeps of it, its models answering over HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { ChatEvent, TurnMeta } from "../../../lib/ai/chat-event.ts";
import { processChat } from "../../../lib/ai/orchestrator.ts";
import { TurnStopped, type TurnVisitor } from "../../../lib/ai/running-turns.ts";
import type { TurnRequest } from "../../../lib/ai/turn.ts";
import type { TurnDeps } from "../../../lib/ai/turn-deps.ts";
import type { Attempt } from "../../../lib/models/attempt.ts";
import type { TextModel } from "../../../lib/models/model.ts";
import { openaiText } from "../../../lib/models/openai.ts";
import { withFallback } from "../../../lib/models/with-fallback.ts";
import { withMetering } from "../../../lib/models/with-metering.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { queryRows } from "../../support/energy.ts";
import { type MockProvider, startMockProvider } from "../../support/mock-provider.ts";
import { routedTo, turnDepsOn, turnRequest } from "../../support/turns.ts";
import { openaiAnswer, openaiDelta } from "../models/recorded-wire.ts";

let database: TestDatabase;
let mock: MockProvider;
let base: TurnDeps;

beforeAll(async () => {
  [database, mock] = await Promise.all([startTestDatabase(), startMockProvider()]);
  const { deps } = await turnDepsOn(database.call);
  const openai = (model: string) =>
    withMetering(openaiText({ apiKey: "sk-test-key", baseUrl: `${mock.url}/v1`, model }));
  base = {
    ...deps,
    chatModel: withFallback([openai("gpt-4o"), openai("gpt-4o-mini")]),
    economyModel: withFallback([openai("gpt-4o-mini")]),
  };
});
afterAll(async () => {
  await mock.close();
  await database.close();
});
beforeEach(() => mock.forget());

type Played = { turnId: string; events: ChatEvent[]; thrown: unknown; visitor: TurnVisitor | undefined };

async function play(
  changes: Partial<TurnRequest> = {},
  deps: TurnDeps = base,
  onEvent: (event: ChatEvent, controller: AbortController) => void = () => undefined,
): Promise<Played> {
  const controller = new AbortController();
  const request = turnRequest({ requestId: "r-1", ...changes });
  const played: Played = { turnId: request.turnId, events: [], thrown: undefined, visitor: undefined };
  const onVisitor = (visitor: TurnVisitor) => {
    played.visitor = visitor;
  };
  try {
    for await (const event of processChat(request, deps, { signal: controller.signal, onVisitor })) {
      played.events.push(event);
      onEvent(event, controller);
    }
  } catch (error) {
    played.thrown = error;
  }
  return played;
}

function metaOf({ events }: Played): TurnMeta | undefined {
  const found = events.find((event) => "meta" in event);
  return found && "meta" in found ? found.meta : undefined;
}

/** The ledger's rows of a turn, cost and times of both tables together. */
const ledger = ({ turnId }: Played) =>
  queryRows(
    database.url,
    `select l.user_id, l.endpoint, l.action, m.intent, l.provider, l.model, l.success, l.error, l.tokens_prompt,
       l.tokens_completion, l.tokens_cached, l.tokens_reasoning, l.tokens_total, l.tokens_estimated, l.cost_usd,
       l.energy, l.cached, l.request_id, m.fallback, m.retry, m.first_token_ms, m.latency_ms, m.user_id as measured_user
     from ai_usage_logs l join ai_metrics m using (workspace_id, call_id, ordinal)
     where l.call_id = $1 order by l.ordinal`,
    [turnId],
  );

const left = async ({ visitor }: Played, tier = "basic") =>
  (
    await database.call<{ available: number }>("read_wallet", {
      p_workspace: base.workspace.id,
      p_user: String(visitor?.visitorId),
      p_tier: tier,
      p_daily: { basic: 1_000, free: 200 },
    })
  ).available;

const reservations = () => queryRows(database.url, "select * from energy_reservations");
const failing = { status: 503, headers: { "content-type": "application/json" }, chunks: ["{}"] };

function withTiers(dailyEnergy: number): TurnDeps {
  const { config } = base.workspace;
  const basic = { ...config.tiers.basic, dailyEnergy };
  return {
    ...base,
    workspace: { ...base.workspace, config: { ...config, tiers: { ...config.tiers, basic } } },
  };
}

describe("an answer", () => {
  test("costs its energy, and the ledger has the call to the millionth of a dollar", async () => {
    mock.answer({ chunks: openaiAnswer(["Trucks ", "leave."]) });
    const played = await play();
    expect(metaOf(played)).toMatchObject({ energyConsumed: 10, costUSD: 0.00157, model: "gpt-4o" });
    expect(await left(played)).toBe(990);
    expect(await reservations()).toEqual([]);
    // 260 fresh and 640 cached prompt tokens, 12 completion tokens: 650 + 800 + 120 millionths.
    expect(await ledger(played)).toEqual([
      {
        user_id: played.visitor?.visitorId,
        measured_user: played.visitor?.visitorId,
        endpoint: "/api/chat",
        action: "ai_chatbot_response",
        intent: "question",
        provider: "openai",
        model: "gpt-4o",
        success: true,
        error: null,
        tokens_prompt: 900,
        tokens_completion: 12,
        tokens_cached: 640,
        tokens_reasoning: 4,
        tokens_total: 912,
        tokens_estimated: false,
        cost_usd: "0.001570",
        energy: 10,
        cached: false,
        request_id: "r-1",
        fallback: false,
        retry: 0,
        first_token_ms: expect.any(Number),
        latency_ms: expect.any(Number),
      },
    ]);
  });

  test("of another model than the first has both calls in the ledger", async () => {
    mock.answer(failing, { chunks: openaiAnswer(["From the second."]) });
    const played = await play();
    expect(metaOf(played)).toMatchObject({ fallbackUsed: true, energyConsumed: 10 });
    expect(await ledger(played)).toEqual([
      expect.objectContaining({
        model: "gpt-4o",
        success: false,
        error: "overloaded",
        energy: 0,
        tokens_total: 0,
      }),
      expect.objectContaining({ model: "gpt-4o-mini", success: true, fallback: true, energy: 10 }),
    ]);
  });

  test("counts its time from the request", async () => {
    mock.answer({ chunks: openaiAnswer(["Late."]) });
    const played = await play({ receivedAt: base.now() - 250 });
    expect(metaOf(played)).toMatchObject({ latencyMs: 250, firstTokenMs: 250 });
  });

  test("is believed where the model tells of its own calls", async () => {
    const told: Attempt = {
      provider: "anthropic",
      model: "claude-sonnet-5-5",
      startedAt: 0,
      latencyMs: 7,
      firstTokenMs: 3,
      error: null,
      usage: { promptTokens: 5, completionTokens: 2, cachedTokens: 0, reasoningTokens: 0 },
      estimated: false,
      costUsd: 0.00003,
      priceVersion: "its own",
      retry: 0,
      fallback: false,
    };
    const chatModel: TextModel = {
      provider: "anthropic",
      model: "claude-sonnet-5-5",
      async *streamText({ onAttempt }) {
        yield { type: "answer-start", ...told, retryCount: 1, fallbackUsed: false };
        yield { type: "text", text: "Told." };
        yield { type: "finish", reason: "stop", usage: told.usage };
        onAttempt?.({ ...told, error: "timeout", costUsd: null });
        onAttempt?.({ ...told, retry: 1 });
      },
    };
    const played = await play({}, { ...base, chatModel });
    expect(await ledger(played)).toEqual([
      expect.objectContaining({ error: "timeout", cost_usd: null, energy: 0 }),
      expect.objectContaining({ success: true, cost_usd: "0.000030", retry: 1, energy: 10 }),
    ]);
    expect(metaOf(played)).toMatchObject({ costUSD: null });
  });
});

describe("nothing is charged", () => {
  test("for an answer that failed; its tokens are in the ledger, estimated", async () => {
    mock.answer({ chunks: [openaiDelta({ content: "Half an answer" })], after: "reset" });
    const played = await play();
    expect(played.thrown).toMatchObject({ code: "provider_unavailable" });
    expect(await left(played)).toBe(1_000);
    const rows = await ledger(played);
    // Each was asked to go on, and broke off again.
    expect(rows.map(({ model }) => model)).toEqual(["gpt-4o", "gpt-4o-mini", "gpt-4o", "gpt-4o-mini"]);
    for (const row of rows) {
      expect(row).toMatchObject({ success: false, error: "cut_off", energy: 0, tokens_estimated: true });
      expect(Number(row.tokens_completion)).toBeGreaterThan(0);
    }
  });

  test("for an answer from the knowledge base after every model failed; all three are in the ledger", async () => {
    mock.answer(failing);
    const played = await play();
    expect(metaOf(played)).toMatchObject({ provider: "offline", energyConsumed: 0, costUSD: 0 });
    expect(await left(played)).toBe(1_000);
    expect((await ledger(played)).map(({ provider, success }) => [provider, success])).toEqual([
      ["openai", false],
      ["openai", false],
      ["offline", true],
    ]);
  });

  test("for a turn that is turned back", async () => {
    const routing = { ...base.workspace, routeIntent: () => routedTo({ refusal: "I speak of deliveries." }) };
    const played = await play({}, { ...base, workspace: routing });
    expect(metaOf(played)).toMatchObject({ energyConsumed: 0 });
    expect(await left(played)).toBe(1_000);
    expect(await ledger(played)).toEqual([
      expect.objectContaining({ provider: "offline", cost_usd: "0.000000" }),
    ]);
  });

  test("for a local model", async () => {
    const chatModel: TextModel = {
      provider: "ollama",
      model: "llama3.2",
      async *streamText() {
        yield {
          type: "answer-start",
          provider: "ollama",
          model: "llama3.2",
          retryCount: 0,
          fallbackUsed: false,
        };
        yield { type: "text", text: "From here." };
        yield { type: "finish", reason: "stop", usage: null };
      },
    };
    const played = await play({}, { ...base, chatModel });
    expect(metaOf(played)).toMatchObject({ provider: "ollama", energyConsumed: 0 });
    expect(await left(played)).toBe(1_000);
    expect(await ledger(played)).toEqual([
      expect.objectContaining({ provider: "ollama", success: true, energy: 0, cost_usd: "0.000000" }),
    ]);
  });

  test("for a turn stopped before its first word; one stopped later costs its share", async () => {
    mock.answer({ chunks: [openaiDelta({ content: "Shown" })], after: "hang" });
    const stopAt = (key: string) => (event: ChatEvent, controller: AbortController) => {
      if (key in event) controller.abort(new TurnStopped("stopped by visitor"));
    };
    const later = await play({}, base, stopAt("content"));
    // A prompt and a word of what a full prompt and 300 tokens may cost.
    const { energyConsumed } = metaOf(later) as { energyConsumed: number };
    expect(metaOf(later)).toMatchObject({ stopped: true });
    expect(energyConsumed).toBeGreaterThanOrEqual(1);
    expect(energyConsumed).toBeLessThan(10);
    expect(await ledger(later)).toEqual([
      expect.objectContaining({
        success: false,
        error: "stopped",
        tokens_estimated: true,
        energy: energyConsumed,
      }),
    ]);
    expect(await left(later)).toBe(1_000 - energyConsumed);
    const silent: TextModel = {
      provider: "openai",
      model: "gpt-4o",
      async *streamText(_request, signal) {
        yield { type: "answer-start", ...named, retryCount: 0, fallbackUsed: false };
        signal.throwIfAborted();
      },
    };
    const named = { provider: "openai", model: "gpt-4o" };
    const early = await play({}, { ...base, chatModel: silent }, stopAt("sources"));
    expect(metaOf(early)).toMatchObject({ stopped: true, model: "gpt-4o", energyConsumed: 0 });
    expect(await left(early)).toBe(1_000);
  });

  test("where no model is connected: then nothing is reserved either", async () => {
    const played = await play({}, { ...base, chatModel: null, economyModel: null });
    expect(metaOf(played)).toMatchObject({ provider: "offline", energyConsumed: 0 });
    expect(
      await queryRows(database.url, "select 1 from energy_wallets where user_id = $1", [
        played.visitor?.visitorId,
      ]),
    ).toEqual([]);
  });
});

test("a hundred turns that are stopped, fail or are answered leave no reservation, and the wallet adds up", async () => {
  mock.answer({ chunks: openaiAnswer(["Yes."]) });
  const { visitor } = await play();
  const rich = { ...base, workspace: withTiers(100_000).workspace };
  const scripts = [
    { chunks: openaiAnswer(["Yes."]) },
    { chunks: [openaiDelta({ content: "x" })], after: "reset" as const },
  ];
  let used = 10;
  for (let round = 0; round < 10; round += 1) {
    mock.answer(scripts[round % 2] ?? {});
    const played = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        play({ visitor }, rich, (event, controller) => {
          if (index % 3 === 0 && "sources" in event) controller.abort(new TurnStopped("stopped by visitor"));
        }),
      ),
    );
    used += played.reduce((sum, one) => sum + (metaOf(one)?.energyConsumed ?? 0), 0);
  }
  expect(await reservations()).toEqual([]);
  const [wallet] = await queryRows<{ used: number }>(
    database.url,
    "select allowance - daily_left as used from energy_wallets where user_id = $1",
    [visitor?.visitorId],
  );
  const [ledgered] = await queryRows<{ energy: number }>(
    database.url,
    "select sum(energy)::integer as energy from ai_usage_logs where user_id = $1",
    [visitor?.visitorId],
  );
  expect(wallet?.used).toBe(used);
  expect(ledgered?.energy).toBe(used);
  expect(used).toBeGreaterThan(100);
});

describe("a wallet that runs out", () => {
  test("first answers with the economy model, then with 402, and records no turn", async () => {
    const deps = withTiers(14);
    mock.answer({ chunks: openaiAnswer(["Yes."]) });
    const first = await play({}, deps);
    const visitor = first.visitor;
    const second = await play({ visitor }, deps);
    expect(mock.requests.map(({ body }) => body.model)).toEqual(["gpt-4o", "gpt-4o-mini"]);
    expect(metaOf(second)).toMatchObject({ model: "gpt-4o-mini", energyConsumed: 3 });

    const third = await play({ visitor }, deps);
    expect(third.thrown).toMatchObject({
      code: "insufficient_energy",
      status: 402,
      message: expect.stringContaining("Insufficient energy. Required: 3, Available: 1"),
    });
    expect(third.events).toEqual([]);
    expect(mock.requests).toHaveLength(2);
    expect(await queryRows(database.url, "select 1 from turns where id = $1", [third.turnId])).toEqual([]);
  });

  test("of somebody new leaves nobody behind", async () => {
    const [before] = await queryRows<{ n: string }>(database.url, "select count(*) as n from visitors");
    expect((await play({}, withTiers(0))).thrown).toMatchObject({ code: "insufficient_energy" });
    const [after] = await queryRows<{ n: string }>(database.url, "select count(*) as n from visitors");
    expect(after).toEqual(before);
  });

  test("reserves nothing for a conversation that is not theirs", async () => {
    mock.answer({ chunks: openaiAnswer(["Yes."]) });
    const { visitor } = await play();
    const foreign = await play({ visitor, conversationId: crypto.randomUUID() });
    expect(foreign.thrown).toMatchObject({ code: "not_found" });
    expect(await reservations()).toEqual([]);
  });
});

test("over the installation's daily limit a visitor is told so without an amount, and no model is asked", async () => {
  const played = await play({}, { ...base, spendLimitUsdPerDay: 0.000001 });
  expect(played.thrown).toMatchObject({ code: "insufficient_energy", status: 402 });
  expect(String((played.thrown as Error).message)).not.toMatch(/[$\d]/);
  expect(mock.requests).toHaveLength(0);
});

test("a visitor takes away what they used, without what it cost the company", async () => {
  mock.answer({ chunks: openaiAnswer(["Yes."]) });
  const { visitor } = await play();
  const exported = await database.call<{ usage: object[] }>("export_visitor", {
    p_workspace: base.workspace.id,
    p_visitor: String(visitor?.visitorId),
    p_visitor_version: 1,
  });
  expect(exported.usage).toEqual([
    {
      action: "ai_chatbot_response",
      model: "gpt-4o",
      tokens: 912,
      energy: 10,
      createdAt: expect.any(String),
    },
  ]);
});

test("erasing a visitor keeps what was spent and forgets who it was, also of a turn that is still running", async () => {
  mock.answer({ chunks: openaiAnswer(["Yes."]) });
  const before = await play();
  const erase = () =>
    database.call("erase_visitor", {
      p_workspace: base.workspace.id,
      p_visitor: String(before.visitor?.visitorId),
      p_visitor_version: 1,
    });
  let erased: Promise<unknown> | undefined;
  const chatModel: TextModel = {
    provider: "openai",
    model: "gpt-4o",
    async *streamText() {
      yield { type: "text", text: "While it runs." };
      await erased;
      yield { type: "finish", reason: "stop", usage: null };
    },
  };
  const running = await play({ visitor: before.visitor }, { ...base, chatModel }, (event) => {
    if ("content" in event) erased = erase();
  });
  for (const played of [before, running]) {
    expect(await ledger(played)).toEqual([expect.objectContaining({ user_id: null, measured_user: null })]);
  }
  for (const table of [
    "energy_wallets",
    "spend_counters",
    "energy_reservations",
    "ai_usage_logs",
    "ai_metrics",
  ]) {
    const of = await queryRows(database.url, `select 1 from ${table} where user_id = $1`, [
      before.visitor?.visitorId,
    ]);
    expect([table, of]).toEqual([table, []]);
  }
});
