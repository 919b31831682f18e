import { z } from "zod";
import { actionSchema, tierSchema } from "@/lib/workspace.ts";
import { meta } from "./answers.ts";

/** What is answered about usage, money and people. */

const counts = z.record(z.string(), z.int());
const percentiles = z.object({ p50: z.number(), p95: z.number(), p99: z.number() });
const someTimes = { p50: 900, p95: 2100, p99: 4000 };

export const generated = z
  .object({ success: z.boolean(), content: z.string().optional(), error: z.string().optional(), meta })
  .meta({ id: "Generated" });

/** Of a refusal: the words stand in `error`, beside the code. */
export const notGenerated = z
  .object({
    success: z.literal(false),
    error: z.string(),
    code: z.string(),
    requestId: z.string(),
    field: z.string().optional(),
    retryAfterSeconds: z.number().optional(),
    meta: meta.optional(),
  })
  .meta({ id: "NotGenerated" });

export const someMeta = {
  provider: "openai",
  model: "gpt-4o",
  tokensUsed: 912,
  tokensPrompt: 900,
  tokensCompletion: 12,
  costUSD: 0.00237,
  energyConsumed: 10,
  latencyMs: 1200,
  firstTokenMs: 400,
  cached: false,
  retryCount: 0,
  fallbackUsed: false,
  timestamp: "2026-11-21T12:00:00.000Z",
};

export const metricsAnswer = z
  .object({
    totalRequests: z.int(),
    totalTokens: z.int(),
    totalCost: z.number(),
    averageLatency: z.number(),
    latency: percentiles,
    firstToken: percentiles,
    errorRate: z.number(),
    cacheHitRate: z.number(),
    providerDistribution: counts,
    modelUsage: counts,
    byIntent: counts,
    byHour: counts,
    byUser: counts.optional().meta({ description: "For operators and ADMIN_API_KEY." }),
  })
  .meta({ id: "Metrics", description: "Costs are US dollars, times milliseconds, rates 0 to 1." });

export const someMetrics = {
  totalRequests: 42,
  totalTokens: 38_000,
  totalCost: 0.09,
  averageLatency: 1100,
  latency: someTimes,
  firstToken: someTimes,
  errorRate: 0.02,
  cacheHitRate: 0.1,
  providerDistribution: { openai: 40, offline: 2 },
  modelUsage: { "gpt-4o": 40, extractive: 2 },
  byIntent: { product: 42 },
  byHour: { "2026-11-21T12:00:00.000Z": 42 },
};

export const queueStats = z.object({
  running: z.int(),
  waiting: z.int(),
  merged: z.int(),
  cancelled: z.int(),
  averageWaitMs: z.number(),
});

const models = z.array(z.object({ provider: z.string(), model: z.string() }));

export const configAnswer = z
  .object({
    workspace: z.string(),
    models: z.object({ chat: models, economy: models, page: models, embedding: z.string() }),
    actions: z.record(z.string(), actionSchema),
    tiers: z.record(z.string(), tierSchema),
    features: z.object({
      liveAnswers: z.boolean(),
      offlineAnswers: z.boolean(),
      localOnly: z.boolean(),
      answerCache: z.boolean(),
      promptTokens: z.int(),
    }),
  })
  .meta({ id: "Config" });

export const usageAnswer = z
  .object({
    rows: z.array(
      z.object({
        key: z.string().meta({ description: "Of a person who was erased, and of nobody's calls: empty." }),
        requests: z.int(),
        tokens_total: z.int(),
        cost_usd: z.number(),
        avg_cost: z.number(),
        avg_tokens: z.number(),
        errors: z.int(),
      }),
    ),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    groupBy: z.string(),
  })
  .meta({ id: "Usage" });

export const personAnswer = z
  .object({
    id: z.string(),
    kind: z.enum(["visitor", "caller"]),
    tier: z.string(),
    energy: z.object({
      available: z.int(),
      dailyAllowance: z.int(),
      resetsAt: z.iso.datetime(),
      topUp: z.int(),
    }),
    spend: z.object({ day: z.number(), month: z.number() }).meta({ description: "US dollars." }),
    firstSeenAt: z.string().nullable(),
    lastSeenAt: z.string().nullable(),
  })
  .meta({ id: "Person" });

export const somePerson = {
  id: "buyer-7",
  kind: "caller",
  tier: "professional",
  energy: { available: 10_490, dailyAllowance: 10_000, resetsAt: "2026-11-22T00:00:00.000Z", topUp: 500 },
  spend: { day: 0.0024, month: 0.31 },
  firstSeenAt: null,
  lastSeenAt: null,
};

export const alertsAnswer = z.object({
  alerts: z.array(
    z
      .object({
        id: z.guid(),
        kind: z.enum(["spend", "error_rate", "breaker_open", "wallet_abuse"]),
        message: z.string(),
        detail: z.record(z.string(), z.unknown()),
        createdAt: z.string(),
      })
      .meta({ id: "Alert" }),
  ),
});

export const turnContextAnswer = z
  .object({
    turnId: z.guid(),
    message: z.string(),
    createdAt: z.string(),
    context: z
      .looseObject({
        budget: z.int(),
        prompt: z.int(),
        message: z.int(),
        exact: z.boolean(),
        kept: z.object({ turns: z.int(), passages: z.int(), summary: z.boolean() }),
        leftOut: z.object({
          turns: z.int(),
          passages: z.array(z.object({ passageId: z.string(), documentId: z.string(), title: z.string() })),
          summary: z.boolean(),
          instructions: z.array(z.string()),
        }),
      })
      .nullable()
      .meta({ description: "In tokens; null where no model was asked." }),
  })
  .meta({ id: "TurnContext" });

export const removed = z.object({ removed: z.int() });
