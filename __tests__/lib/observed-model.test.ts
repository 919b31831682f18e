/** Calls to providers as the outside sees them: counted, and sent as spans to a collector over HTTP. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { metrics } from "../../lib/metrics.ts";
import type { Attempt } from "../../lib/models/attempt.ts";
import type { TextModel } from "../../lib/models/model.ts";
import { observedCall } from "../../lib/observed-call.ts";
import { observedModel } from "../../lib/observed-model.ts";
import { startTelemetry } from "../../lib/server/telemetry.ts";
import { currentTrace, spanOfEvents } from "../../lib/tracing.ts";

type WireSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code?: number };
};

let spans: WireSpan[];
let paths: string[];
let collector: ReturnType<typeof createServer>;
let endpoint: string;

beforeEach(async () => {
  spans = [];
  paths = [];
  collector = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    paths.push(String(request.url));
    const sent = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: WireSpan[] }[] }[] };
    spans.push(...sent.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    response.setHeader("content-type", "application/json");
    response.end("{}");
  });
  collector.listen(0, "127.0.0.1");
  await once(collector, "listening");
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});
afterEach(() => {
  collector.closeAllConnections();
  collector.close();
});

const attempt: Attempt = {
  provider: "openai",
  model: "gpt-4o",
  startedAt: 1_790_000_000_000,
  latencyMs: 800,
  firstTokenMs: 120,
  error: null,
  usage: { promptTokens: 900, completionTokens: 12, cachedTokens: 640, reasoningTokens: 4 },
  estimated: false,
  costUsd: 0.001,
  priceVersion: "1",
  retry: 0,
  fallback: false,
};

/** A model whose first call fails and whose second answers, as it tells of them. */
const model: TextModel = {
  provider: "openai",
  model: "gpt-4o",
  async *streamText({ onAttempt }) {
    onAttempt?.({ ...attempt, error: "overloaded", latencyMs: 50, firstTokenMs: null });
    yield { type: "text", text: "Words that nobody else should read." };
    onAttempt?.(attempt);
    yield { type: "finish", reason: "stop", usage: attempt.usage };
  },
};

const told: Attempt[] = [];
const request = {
  system: "secret instructions",
  messages: [{ role: "user" as const, content: "a secret question" }],
  maxTokens: 10,
  onAttempt: (one: Attempt) => void told.push(one),
};

const start = {
  name: "invoke_agent bevgenie",
  kind: "internal" as const,
  attributes: { "gen_ai.agent.name": "bevgenie" },
};

async function playTurn(): Promise<void> {
  const call = observedCall(async () => "answer" as never);
  const turn = spanOfEvents(start, async function* (tell) {
    await call("open_turn", { p_message: "a secret question" });
    for await (const part of observedModel(model).streamText(request, new AbortController().signal)) {
      if (part.type === "text") yield part.text;
    }
    tell({ "bevgenie.turn.status": "answered" });
    await call("close_turn", {});
  });
  for await (const _ of turn);
}

const attribute = (span: WireSpan | undefined, key: string) => {
  const value = span?.attributes.find((one) => one.key === key)?.value;
  return value && Object.values(value)[0];
};

test("a turn is one trace: the turn, its database calls, each call to a provider, and nobody's words", async () => {
  const telemetry = await startTelemetry(`${endpoint}/`);
  await playTurn();
  await telemetry.close();
  expect(paths).toEqual(["/v1/traces"]);
  const [turn] = spans.filter(({ parentSpanId }) => !parentSpanId);
  expect(turn).toMatchObject({ name: "invoke_agent bevgenie" });
  expect(attribute(turn, "bevgenie.turn.status")).toBe("answered");
  const within = spans.filter(({ parentSpanId }) => parentSpanId === turn?.spanId);
  expect(within.map(({ name }) => name).sort()).toEqual([
    "chat gpt-4o",
    "chat gpt-4o",
    "db close_turn",
    "db open_turn",
  ]);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  const [failed, answered] = within.filter(({ name }) => name === "chat gpt-4o");
  expect(attribute(failed, "error.type")).toBe("overloaded");
  expect(failed?.status.code).toBe(2);
  expect(attribute(answered, "gen_ai.operation.name")).toBe("chat");
  expect(attribute(answered, "gen_ai.provider.name")).toBe("openai");
  expect(attribute(answered, "gen_ai.request.model")).toBe("gpt-4o");
  expect(Number(attribute(answered, "gen_ai.usage.input_tokens"))).toBe(900);
  expect(Number(attribute(answered, "gen_ai.usage.output_tokens"))).toBe(12);
  expect(BigInt(answered?.endTimeUnixNano ?? 0) - BigInt(answered?.startTimeUnixNano ?? 0)).toBe(
    800_000_000n,
  );
  expect(JSON.stringify(spans)).not.toMatch(/secret|nobody else/);
});

test("a reader who stops reading ends the turn's span, and a failure is marked on it", async () => {
  const telemetry = await startTelemetry(endpoint);
  const left = spanOfEvents(start, async function* () {
    yield "one";
    yield "two";
  });
  for await (const _ of left) break;
  const failing = spanOfEvents(start, async function* () {
    yield "one";
    throw Object.assign(new Error("words of a secret"), { code: "not_found" });
  });
  await expect(
    (async () => {
      for await (const _ of failing);
    })(),
  ).rejects.toThrow();
  await telemetry.close();
  expect(spans).toHaveLength(2);
  expect(spans.map((span) => attribute(span, "error.type"))).toEqual([undefined, "not_found"]);
  expect(JSON.stringify(spans)).not.toContain("secret");
});

test("without an address nothing is traced, and a turn's own generator is what is read", async () => {
  const telemetry = await startTelemetry(undefined);
  let own: AsyncGenerator<string> | undefined;
  async function* events() {
    yield "one";
  }
  const read = spanOfEvents(start, () => {
    own = events();
    return own;
  });
  expect(read).toBe(own);
  expect(currentTrace()).toBeUndefined();
  await telemetry.close();
  expect(spans).toEqual([]);
});

test("calls to providers are counted by outcome, with their tokens and cost", async () => {
  metrics().registry.resetMetrics();
  told.length = 0;
  await playTurn();
  expect(told).toHaveLength(2);
  const text = await metrics().registry.metrics();
  for (const line of [
    'bevgenie_model_attempts_total{provider="openai",model="gpt-4o",outcome="overloaded",fallback="false"} 1',
    'bevgenie_model_attempts_total{provider="openai",model="gpt-4o",outcome="ok",fallback="false"} 1',
    'bevgenie_model_tokens_total{provider="openai",model="gpt-4o",kind="prompt"} 1800',
    'bevgenie_model_cost_usd_total{provider="openai",model="gpt-4o"} 0.002',
    'bevgenie_model_first_token_seconds_count{provider="openai",model="gpt-4o"} 1',
    'bevgenie_database_calls_total{function="open_turn",outcome="ok"} 1',
  ]) {
    expect(text).toContain(line);
  }
});

test("what is watched is asked when the metrics are read", async () => {
  const { watched, registry } = metrics();
  watched.waiting = () => 3;
  watched.breakers = () => [{ provider: "openai", model: "gpt-4o", state: "open" }];
  const text = await registry.metrics();
  expect(text).toContain("bevgenie_turns_waiting 3");
  expect(text).toContain('bevgenie_breaker_state{provider="openai",model="gpt-4o",state="open"} 1');
  expect(text).toContain('bevgenie_breaker_state{provider="openai",model="gpt-4o",state="closed"} 0');
});
