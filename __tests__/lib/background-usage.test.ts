import { expect, test } from "@jest/globals";
import { embeddingRows } from "../../lib/background-usage.ts";
import type { Attempt } from "../../lib/models/attempt.ts";
import { newBreaker } from "../../lib/models/breaker.ts";
import { newEndpointLoad } from "../../lib/models/endpoint-load.ts";
import { withBatching } from "../../lib/models/with-batching.ts";
import { type EmbeddingGuard, withEmbeddingGuard } from "../../lib/models/with-embedding-guard.ts";
import { withKeptQuestions } from "../../lib/models/with-kept-questions.ts";

const attempt: Attempt = {
  provider: "openai",
  model: "text-embedding-3-small",
  startedAt: 0,
  latencyMs: 20,
  firstTokenMs: null,
  error: null,
  usage: { promptTokens: 100, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0 },
  estimated: false,
  costUsd: 0.00001,
  priceVersion: "2026-11-21",
  retry: 0,
  fallback: false,
};

test("a shared request is divided among its workspaces without losing a token or a millionth", () => {
  const rows = embeddingRows(attempt, ["a", "b", "a", "c", "b", "a", "a"]);
  expect(rows.map(([owner, [row]]) => [owner, row?.promptTokens])).toEqual([
    ["a", 57],
    ["b", 29],
    ["c", 14],
  ]);
  const micros = rows.map(([, [row]]) => Math.round((row?.costUsd ?? 0) * 1_000_000));
  expect(micros.reduce((sum, one) => sum + one, 0)).toBe(10);
  expect(rows[0]?.[1]).toMatchObject([{ action: "embedding", endpoint: "background/embedding", energy: 0 }]);
  expect(rows[0]?.[1][0]).not.toHaveProperty("userId");
});

test("those who asked at the same moment are named to whoever accounts for their request", async () => {
  const told: string[][] = [];
  const key = { provider: "openai", model: "test", endpoint: 0 };
  const guard: EmbeddingGuard = {
    ...{ provider: "openai", attempts: 1, delayMs: 0 },
    onAttempt: (_attempt, owners) => void told.push(owners),
  };
  const embedder = { model: "test", dimensions: 1, embed: async (texts: string[]) => texts.map(() => [1]) };
  const load = newEndpointLoad({ place: 0, apiKey: "k", weight: 1 } as never);
  const shared = withKeptQuestions(
    withBatching(withEmbeddingGuard([{ embedder, load, breaker: newBreaker(key) }], guard)),
  );
  await Promise.all([
    shared.embed(["one"], "question", undefined, undefined, ["a"]),
    shared.embed(["two"], "question", undefined, undefined, ["b"]),
  ]);
  expect(told).toEqual([["a", "b"]]);
});
