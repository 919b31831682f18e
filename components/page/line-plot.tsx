"use client";

import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { axisTick, lineLooks, tooltipLook } from "@/components/ui/plot-look.ts";
import { formatFigure, formatShort, type NumberStyle } from "@/lib/pages/format-figure.ts";
import type { Unit } from "@/lib/pages/page-spec.ts";

export type LinePlotProps = {
  series: string[];
  points: { label: string; values: number[] }[];
  unit: Unit;
  style: NumberStyle;
};

export function LinePlot({ series, points, unit, style }: LinePlotProps) {
  const rows = points.map(({ label, values }) => ({ label, ...Object.fromEntries(values.entries()) }));
  const ticks = roundTicks(points.flatMap(({ values }) => values));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={rows} margin={{ top: 8, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="label"
          tick={axisTick}
          tickLine={false}
          axisLine={false}
          interval={Math.ceil(points.length / 7) - 1}
        />
        <YAxis
          tick={axisTick}
          tickLine={false}
          axisLine={false}
          width={64}
          ticks={ticks}
          domain={[ticks[0] ?? 0, ticks.at(-1) ?? 0]}
          tickFormatter={(value: number) => formatShort(value, unit, style)}
        />
        <ReferenceLine y={0} stroke="var(--line-2)" />
        <Tooltip
          isAnimationActive={false}
          formatter={(value) => formatFigure(Number(value), unit, style)}
          contentStyle={tooltipLook}
        />
        {series.map((name, index) => (
          <Line
            key={name}
            dataKey={index}
            name={name}
            dot={false}
            strokeWidth={2}
            isAnimationActive={false}
            {...lineLooks[index]}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

/** Four to six round numbers from below the least value, or nothing, to above the greatest. */
function roundTicks(values: number[]): number[] {
  const least = Math.min(0, ...values);
  const span = Math.max(0, ...values) - least || 1;
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => span / (power * factor) <= 4) ?? 10);
  const first = Math.floor(least / step);
  const last = Math.ceil((least + span) / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}
