"use client";

import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { axisTick, lineLooks, tooltipLook } from "@/components/ui/plot-look.ts";
import { axisTop, formatUsage, type UsageUnit } from "@/lib/client/admin-usage.ts";

export type UsagePlotProps = {
  kind: "bars" | "lines";
  unit: UsageUnit;
  locale: string;
  series: string[];
  /** Null where there was nothing to measure: a gap, not a zero. */
  points: { label: string; values: (number | null)[] }[];
};

export function UsagePlot({ kind, unit, locale, series, points }: UsagePlotProps) {
  const rows = points.map(({ label, values }) => ({ label, ...Object.fromEntries(values.entries()) }));
  const top = axisTop(
    points.flatMap(({ values }) => values),
    unit,
  );
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={rows} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="label"
          // Also of lines, so that a day stands at the same place in every chart.
          scale="band"
          tick={axisTick}
          tickLine={false}
          axisLine={{ stroke: "var(--line-2)" }}
          interval="equidistantPreserveStart"
          minTickGap={24}
        />
        <YAxis
          tick={axisTick}
          tickLine={false}
          axisLine={false}
          width={72}
          domain={[0, top]}
          ticks={[0, top / 2, top]}
          tickFormatter={(value: number) => formatUsage(value, unit, { locale, short: true })}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--accent-soft)", stroke: "var(--line)" }}
          formatter={(value) => formatUsage(Number(value), unit, { locale })}
          contentStyle={tooltipLook}
        />
        {series.map((name, index) =>
          kind === "bars" ? (
            <Bar
              key={name}
              dataKey={index}
              name={name}
              fill={lineLooks[index]?.stroke}
              maxBarSize={24}
              isAnimationActive={false}
            />
          ) : (
            <Line
              key={name}
              dataKey={index}
              name={name}
              dot={{ r: 2, strokeDasharray: "none", fill: index === 0 ? "var(--accent)" : "var(--ground)" }}
              strokeWidth={2}
              isAnimationActive={false}
              {...lineLooks[index]}
            />
          ),
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
