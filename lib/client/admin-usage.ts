/** What the console is told of usage, as it comes over the wire. Costs are US dollars, times ms, rates 0 to 1. */

export type UsageRow = {
  key: string;
  requests: number;
  tokens_total: number;
  cost_usd: number;
  avg_cost: number;
  avg_tokens: number;
  errors: number;
};

export type UsageDay = {
  /** `2026-11-21`, UTC. */
  day: string;
  requests: number;
  tokens: number;
  cost: number;
  latencyP50: number;
  latencyP95: number;
  errorRate: number;
  cacheHitRate: number;
};

type Percentiles = { p50: number; p95: number; p99: number };

export type UsageReport = {
  days: UsageDay[];
  byModel: UsageRow[];
  byAction: UsageRow[];
  byPerson: UsageRow[];
  metrics: {
    totalRequests: number;
    totalTokens: number;
    totalCost: number;
    latency: Percentiles;
    firstToken: Percentiles;
    errorRate: number;
    cacheHitRate: number;
  };
  alerts: { id: string; kind: string; message: string; detail: Record<string, unknown>; createdAt: string }[];
};

/** The periods one can choose, in days; the first is shown unless asked otherwise. */
export const usagePeriods = [30, 7, 90] as const;

/** The period in an address; what it does not know is the first. */
export function periodOf(days: string | string[] | undefined): number {
  return usagePeriods.find((period) => String(period) === days) ?? usagePeriods[0];
}

const dayMs = 24 * 60 * 60 * 1000;

/** The first moment (UTC) of a period of whole days that ends with today. */
export function periodStart(days: number, now: number): Date {
  const today = Math.floor(now / dayMs) * dayMs;
  return new Date(today - (days - 1) * dayMs);
}

/** Every day of the period in order; on days that nobody used anything there is nothing, not a gap. */
export function everyDay(known: readonly UsageDay[], from: Date, days: number): UsageDay[] {
  const byDay = new Map(known.map((day) => [day.day, day]));
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(from.getTime() + index * dayMs).toISOString().slice(0, 10);
    return byDay.get(day) ?? { day, ...nothing };
  });
}

const nothing = {
  requests: 0,
  tokens: 0,
  cost: 0,
  latencyP50: 0,
  latencyP95: 0,
  errorRate: 0,
  cacheHitRate: 0,
};

/** `2026-11-21` as the reader writes it, without the year. */
export function formatDay(day: string, locale: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", timeZone: "UTC" }).format(date);
}

export type UsageUnit = "usd" | "count" | "ms" | "share";

/** A full share is its largest; less than this much of one is not spread over the whole height. */
const leastShare = 0.1;

/** Where a chart's axis ends, so that its half is a round number too. */
export function axisTop(values: readonly (number | null)[], unit: UsageUnit): number {
  const most = Math.max(...values.map((value) => value ?? 0), unit === "share" ? leastShare : 0);
  if (most === 0) return unit === "usd" ? 0.01 : 10;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 4, 6, 8, 10].find((each) => each * power >= most * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** A number of the page in the reader's locale; `short` is for the ends of an axis. */
export function formatUsage(
  value: number,
  unit: UsageUnit,
  { locale, short = false }: { locale: string; short?: boolean },
): string {
  const compact: Intl.NumberFormatOptions = short ? { notation: "compact", maximumFractionDigits: 1 } : {};
  switch (unit) {
    case "usd":
      return new Intl.NumberFormat(locale, {
        style: "currency",
        currency: "USD",
        minimumFractionDigits: value === 0 || Math.abs(value) >= 100 ? 0 : 2,
        // A single call costs fractions of a cent.
        maximumFractionDigits: Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 2 : 4,
      }).format(value);
    case "ms":
      return new Intl.NumberFormat(locale, {
        style: "unit",
        unit: value >= 1000 ? "second" : "millisecond",
        unitDisplay: "short",
        maximumFractionDigits: value >= 1000 ? 1 : 0,
      }).format(value >= 1000 ? value / 1000 : value);
    case "share":
      return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(value);
    case "count":
      return new Intl.NumberFormat(locale, { maximumFractionDigits: 1, ...compact }).format(value);
  }
}
