import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Attempt } from "./models/attempt.ts";

/**
 * What the process counts, for `GET /api/metrics`. Labels hold names of ours (providers, models, functions, route
 * patterns, outcomes), never an id or a word of a person's: their number is bounded by the configuration.
 */
export type Metrics = {
  registry: Registry;
  turnEnded(turn: {
    mode: string;
    status: string;
    cached: boolean;
    latencyMs: number;
    firstTokenMs: number | null;
  }): void;
  attemptEnded(attempt: Attempt): void;
  databaseCalled(call: { name: string; outcome: "ok" | "failed"; ms: number }): void;
  requestAnswered(request: { route: string; method: string; status: number; ms: number }): void;
  /** `cache` is a name of ours: `answer`, `workspace`, `embedding`. */
  cacheAsked(asked: { cache: string; outcome: "hit" | "miss" }): void;
  /** Asked when the metrics are read; whoever knows replaces them. */
  watched: Watched;
};

type Watched = {
  running: () => number;
  waiting: () => number;
  breakers: () => { provider: string; model: string; state: "closed" | "open" | "half_open" }[];
};

const key = Symbol.for("bevgenie.metrics");
const holder = globalThis as { [key]?: Metrics };

/** The process's one set: the server and each bundle have a copy of this module, and count together. */
export function metrics(): Metrics {
  holder[key] ??= create();
  return holder[key];
}

/** Seconds; a quick answer begins within 0.1, a page may take a minute. */
const answerSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60];
const databaseSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2];
const requestSeconds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60];

function create(): Metrics {
  const registry = new Registry();
  // Process, garbage collection and the event loop's delay.
  collectDefaultMetrics({ register: registry });
  const watched: Watched = { running: () => 0, waiting: () => 0, breakers: () => [] };
  watch(watched, [registry]);
  const make = makers([registry]);
  const caches = make.counter("cache_lookups_total", "What was asked of a cache", ["cache", "outcome"]);
  return {
    registry,
    watched,
    turnEnded: countTurns(make),
    attemptEnded: countAttempts(make),
    databaseCalled: countCalls(make),
    requestAnswered: countRequests(make),
    cacheAsked: ({ cache, outcome }) => caches.inc({ cache, outcome }),
  };
}

type Makers = ReturnType<typeof makers>;

function makers(registers: Registry[]) {
  return {
    counter: (name: string, help: string, labelNames: string[]) =>
      new Counter({ name: `bevgenie_${name}`, help, labelNames, registers }),
    histogram: (name: string, help: string, labelNames: string[], buckets: number[]) =>
      new Histogram({ name: `bevgenie_${name}`, help, labelNames, buckets, registers }),
  };
}

function countTurns({ counter, histogram }: Makers): Metrics["turnEnded"] {
  const turns = counter("turns_total", "Turns that ended", ["mode", "status", "cached"]);
  const time = histogram("turn_seconds", "From a turn's start to its end", ["mode"], answerSeconds);
  const first = histogram("turn_first_token_seconds", "To a turn's first words", ["mode"], answerSeconds);
  return ({ mode, status, cached, latencyMs, firstTokenMs }) => {
    turns.inc({ mode, status, cached: String(cached) });
    time.observe({ mode }, latencyMs / 1000);
    if (firstTokenMs !== null) first.observe({ mode }, firstTokenMs / 1000);
  };
}

function countAttempts({ counter, histogram }: Makers): Metrics["attemptEnded"] {
  const model = ["provider", "model"];
  const attempts = counter("model_attempts_total", "Calls to providers", [...model, "outcome", "fallback"]);
  const time = histogram("model_attempt_seconds", "How long they took", model, answerSeconds);
  const first = histogram("model_first_token_seconds", "From a call to its first text", model, answerSeconds);
  const tokens = counter(
    "model_tokens_total",
    "Tokens, the cached within prompt, the reasoning within completion",
    [...model, "kind"],
  );
  const cost = counter("model_cost_usd_total", "US dollars; models without a known price not counted", model);
  return ({ provider, model, error, fallback, latencyMs, firstTokenMs, usage, costUsd }) => {
    const own = { provider, model };
    attempts.inc({ ...own, outcome: error ?? "ok", fallback: String(fallback) });
    time.observe(own, latencyMs / 1000);
    if (firstTokenMs !== null) first.observe(own, firstTokenMs / 1000);
    tokens.inc({ ...own, kind: "prompt" }, usage.promptTokens);
    tokens.inc({ ...own, kind: "completion" }, usage.completionTokens);
    tokens.inc({ ...own, kind: "cached" }, usage.cachedTokens);
    tokens.inc({ ...own, kind: "reasoning" }, usage.reasoningTokens);
    if (costUsd !== null) cost.inc(own, costUsd);
  };
}

function countCalls({ counter, histogram }: Makers): Metrics["databaseCalled"] {
  const calls = counter("database_calls_total", "Calls to the database", ["function", "outcome"]);
  const time = histogram("database_call_seconds", "How long they took", ["function"], databaseSeconds);
  return ({ name, outcome, ms }) => {
    calls.inc({ function: name, outcome });
    time.observe({ function: name }, ms / 1000);
  };
}

function countRequests({ counter, histogram }: Makers): Metrics["requestAnswered"] {
  const requests = counter("http_requests_total", "Requests answered", ["route", "method", "status"]);
  const time = histogram("http_request_seconds", "To the end of the answer", ["route"], requestSeconds);
  return ({ route, method, status, ms }) => {
    requests.inc({ route, method, status: String(status) });
    time.observe({ route }, ms / 1000);
  };
}

/** What is asked when the metrics are read. */
function watch(watched: Watched, registers: Registry[]): void {
  gauge(registers, "turns_running", "Turns that are being answered", (own) => own.set(watched.running()));
  gauge(registers, "turns_waiting", "Messages that wait for their visitor's turn", (own) =>
    own.set(watched.waiting()),
  );
  const states = ["closed", "open", "half_open"];
  new Gauge({
    name: "bevgenie_breaker_state",
    help: "1 for the state that the breaker of a model is in",
    labelNames: ["provider", "model", "state"],
    registers,
    collect() {
      this.reset();
      for (const { provider, model, state } of watched.breakers())
        for (const one of states) this.set({ provider, model, state: one }, one === state ? 1 : 0);
    },
  });
}

function gauge(registers: Registry[], name: string, help: string, read: (own: Gauge) => void): void {
  new Gauge({
    name: `bevgenie_${name}`,
    help,
    registers,
    collect() {
      read(this as Gauge);
    },
  });
}
