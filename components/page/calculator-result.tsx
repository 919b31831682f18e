"use client";

import { useEffect, useState } from "react";
import type { Appraisal, Result } from "@/lib/pages/appraise.ts";
import { formatFigure, type NumberStyle } from "@/lib/pages/format-figure.ts";
import { LineChart } from "./line-chart.tsx";

type Props = {
  appraisal: Appraisal;
  explanation: string;
  style: NumberStyle;
  /** How long nothing must move before the result is read out. */
  restMs: number;
};

const leading = ["net_36_months", "payback_months"];

/** The two results that decide, always in view; the others, the course over time and the arithmetic under them. */
export function CalculatorResult({ appraisal, explanation, style, restMs }: Props) {
  const { results, cumulative } = appraisal;
  const lead = leading.flatMap((id) => results.find((result) => result.id === id) ?? []);
  const others = results.filter(({ id }) => !leading.includes(id));
  const summary = lead.map((result) => `${result.label}: ${wordsOf(result, style)}`).join(". ");
  return (
    <>
      <div className="sticky top-0 z-20 -mx-1 flex items-end gap-6 border-line border-b bg-ground px-1 py-3 @3xl:hidden print:hidden">
        {lead.map((result) => (
          <div key={result.id} className="min-w-0 flex-1">
            <p className="text-13 text-ink-2">{result.label}</p>
            <p className="font-serif text-21 tabular-nums">{wordsOf(result, style)}</p>
          </div>
        ))}
      </div>
      <div className="order-2 @xl:grid @xl:grid-cols-2 @xl:gap-x-8 @3xl:sticky @3xl:block @3xl:self-start print:grid print:grid-cols-2 print:gap-x-8 @3xl:top-4 print:static">
        <dl className="self-start rounded-12 bg-accent-soft p-5 print:border print:border-line">
          {lead.map((result) => (
            <div key={result.id} className="mb-4">
              <dt className="text-13 text-ink-2">{result.label}</dt>
              <dd className="mt-1 font-serif text-28 tabular-nums @3xl:text-40">{wordsOf(result, style)}</dd>
            </div>
          ))}
          {others.map((result) => (
            <div
              key={result.id}
              className="flex items-baseline justify-between gap-4 border-line border-t py-2 text-15"
            >
              <dt>{result.label}</dt>
              <dd className="whitespace-nowrap font-medium tabular-nums">{wordsOf(result, style)}</dd>
            </div>
          ))}
        </dl>
        <figure className="mt-5 min-w-0 break-inside-avoid @xl:mt-0 @3xl:mt-5 print:mt-0">
          <figcaption className="mb-2 text-13 text-ink-2">Gained or still missing, month by month</figcaption>
          <LineChart
            series={["Balance"]}
            points={cumulative.map((value, month) => ({ label: String(month), values: [value] }))}
            unit="currency"
            style={style}
            description={course(cumulative, style)}
          />
        </figure>
        <details className="mt-3 text-13 text-ink-2 @xl:col-span-2 print:hidden">
          <summary className="min-h-6 pointer-coarse:py-3 hover:text-ink">How this is computed</summary>
          <p className="mt-2">{explanation}</p>
          <ul className="mt-2 space-y-1">
            {results.map(({ id, label, how }) => (
              <li key={id}>
                <span className="font-medium">{label}:</span> {how}
              </li>
            ))}
          </ul>
        </details>
        <Announcement summary={summary} restMs={restMs} />
      </div>
    </>
  );
}

/** Reads the result out once the sliders have come to rest, and not the first one. */
function Announcement({ summary, restMs }: { summary: string; restMs: number }) {
  const [said, setSaid] = useState({ summary, words: "" });
  useEffect(() => {
    if (summary === said.summary) return;
    const timer = setTimeout(() => setSaid({ summary, words: summary }), restMs);
    return () => clearTimeout(timer);
  }, [summary, said.summary, restMs]);
  return (
    <output aria-live="polite" className="sr-only">
      {said.words}
    </output>
  );
}

function wordsOf({ id, value, unit }: Result, style: NumberStyle): string {
  return id === "payback_months" && value === null ? "never" : formatFigure(value, unit, style);
}

function course(cumulative: number[], style: NumberStyle): string {
  const money = (value: number | undefined) => formatFigure(value ?? 0, "currency", style);
  const even = cumulative.findIndex((value, month) => month > 0 && value >= 0);
  const middle = even < 0 ? "does not break even within 36 months" : `breaks even in month ${even}`;
  return `Line chart of the balance: starts at ${money(cumulative[0])}, ${middle}, ends at ${money(cumulative.at(-1))}.`;
}
