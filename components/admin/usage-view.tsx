"use client";

import Link from "next/link";
import { usagePath } from "@/lib/client/admin-paths.ts";
import {
  formatDay,
  formatUsage,
  type UsageDay,
  type UsageReport,
  usagePeriods,
} from "@/lib/client/admin-usage.ts";
import { useConsole } from "./console-context.tsx";
import { UsageAlerts } from "./usage-alerts.tsx";
import { UsageChart } from "./usage-chart.tsx";
import { UsageTable } from "./usage-table.tsx";
import { useLocale } from "./use-locale.ts";

type Props = {
  report: UsageReport;
  /** Every day of the period. */
  days: UsageDay[];
};

/** What models cost this workspace, how they did, and who used them. */
export function UsageView({ report, days }: Props) {
  const { workspace } = useConsole();
  return (
    <div className="px-4 py-5 sm:px-6">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <h1 className="me-auto font-serif text-28">Usage</h1>
        <nav aria-label="Period" className="flex gap-1">
          {[...usagePeriods]
            .sort((a, b) => a - b)
            .map((period) => (
              <Link
                key={period}
                href={usagePath(workspace, period)}
                aria-current={period === days.length ? "page" : undefined}
                className="inline-flex min-h-9 pointer-coarse:min-h-11 items-center rounded-6 px-3 text-ink-2 hover:text-ink aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-ink"
              >
                {period} days
              </Link>
            ))}
        </nav>
      </header>
      <UsageAlerts alerts={report.alerts} />
      {report.metrics.totalRequests === 0 ? (
        <p className="mt-8 max-w-[72ch]">
          Nothing was used in these {days.length} days. Every answer and page leaves its cost here, also those
          that cost nothing.
        </p>
      ) : (
        <Figures report={report} days={days} />
      )}
    </div>
  );
}

function Figures({ report, days }: Props) {
  const locale = useLocale();
  const over = (...keys: Exclude<keyof UsageDay, "day">[]) =>
    days.map((day) => ({ label: formatDay(day.day, locale), values: keys.map((key) => day[key]) }));
  const measured = (...keys: Exclude<keyof UsageDay, "day">[]) =>
    over(...keys).map((point, index) => ({
      ...point,
      values: point.values.map((value) => (days[index]?.requests ? value : null)),
    }));
  return (
    <>
      <Totals metrics={report.metrics} />
      <div className="mt-6 grid gap-x-10 gap-y-8 lg:grid-cols-2">
        <UsageChart heading="Cost by day" kind="bars" unit="usd" series={["Cost"]} points={over("cost")} />
        <UsageChart
          heading="Tokens by day"
          kind="bars"
          unit="count"
          series={["Tokens"]}
          points={over("tokens")}
        />
        <UsageChart
          heading="Time of a call"
          kind="lines"
          unit="ms"
          series={["Half within", "19 of 20 within"]}
          points={measured("latencyP50", "latencyP95")}
        />
        <UsageChart
          heading="Errors and cache hits"
          kind="lines"
          unit="share"
          series={["Errors", "Cache hits"]}
          points={measured("errorRate", "cacheHitRate")}
        />
        <UsageTable heading="By model" unit="Model" rows={report.byModel} by="cost_usd" />
        <UsageTable
          heading="By action, with its average cost"
          unit="Action"
          rows={report.byAction}
          by="avg_cost"
        />
      </div>
      <div className="mt-8">
        <UsageTable heading="By person, the dearest 50" unit="Person" rows={report.byPerson} by="cost_usd" />
      </div>
    </>
  );
}

function Totals({ metrics }: { metrics: UsageReport["metrics"] }) {
  const locale = useLocale();
  const figures = [
    ["Cost", formatUsage(metrics.totalCost, "usd", { locale })],
    ["Requests", formatUsage(metrics.totalRequests, "count", { locale })],
    ["Tokens", formatUsage(metrics.totalTokens, "count", { locale })],
    ["First word, half within", formatUsage(metrics.firstToken.p50, "ms", { locale })],
    ["Whole answer, 19 of 20 within", formatUsage(metrics.latency.p95, "ms", { locale })],
    ["Failed calls", formatUsage(metrics.errorRate, "share", { locale })],
    ["Answered from the cache", formatUsage(metrics.cacheHitRate, "share", { locale })],
  ];
  return (
    <dl className="mt-5 grid grid-cols-2 gap-x-4 gap-y-3 sm:flex sm:flex-wrap sm:gap-x-8">
      {figures.map(([name, figure]) => (
        <div key={name} className="self-end">
          <dt className="text-13 text-ink-2">{name}</dt>
          <dd className="text-21">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
