import type { Usage } from "./model.ts";
import type { ModelErrorReason } from "./model-error.ts";

/**
 * One call to a provider, whole or not: what the ledger keeps. A turn or a `generate` has one for each time a
 * provider was asked, the failed and the interrupted ones too, because those cost money as well.
 */
export type Attempt = {
  provider: string;
  model: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  latencyMs: number;
  /** From its start to its first text; null where none came. */
  firstTokenMs: number | null;
  /** Null: it ended whole. `stopped`: we ended it (a visitor's stop, a shutdown). */
  error: ModelErrorReason | "stopped" | null;
  /** As the provider reported them; estimated from the texts where it never did. */
  usage: Usage;
  estimated: boolean;
  /** US dollars, six decimals; null where the model's price is not known. */
  costUsd: number | null;
  /** Of the price table (prices.ts) that `costUsd` was reckoned by. */
  priceVersion: string;
  /** How often this model had been asked before in this turn. */
  retry: number;
  /** It was not the turn's first model. */
  fallback: boolean;
};
