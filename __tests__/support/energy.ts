import pg from "pg";
import type { EnergyRequest } from "../../lib/ai/energy.ts";
import type { UsageRow } from "../../lib/ai/usage-rows.ts";
import { toConnection } from "../../lib/db/postgres.ts";

/** `ai_message`: 10 of a strong model, 3 of an economy model; 20 energy a day on `basic`. */
export function energyOf(changes: Partial<EnergyRequest> = {}): EnergyRequest {
  return {
    strong: 10,
    economy: 3,
    autoSelect: true,
    dailyEnergy: { free: 8, basic: 20, professional: 100 },
    costStrong: 0.01,
    costEconomy: 0.001,
    caps: [],
    ...changes,
  };
}

/** A row of the ledger as a call to gpt-4o leaves it. */
export function usageRow(changes: Partial<UsageRow> = {}): UsageRow {
  return {
    callId: crypto.randomUUID(),
    userId: "somebody",
    prospectId: null,
    ordinal: 0,
    endpoint: "/api/chat",
    action: "ai_message",
    intent: "question",
    provider: "openai",
    model: "gpt-4o",
    success: true,
    error: null,
    promptTokens: 900,
    completionTokens: 12,
    cachedTokens: 640,
    reasoningTokens: 4,
    estimated: false,
    costUsd: 0.00157,
    countedUsd: 0.00157,
    priceVersion: "test",
    energy: 10,
    latencyMs: 400,
    firstTokenMs: 100,
    retry: 0,
    fallback: false,
    cached: false,
    requestId: "request",
    ...changes,
  };
}

/** Rows of any query, for what no function of the product tells. */
export async function queryRows<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client(toConnection(url));
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
