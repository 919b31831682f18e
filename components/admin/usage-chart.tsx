"use client";

import dynamic from "next/dynamic";
import { formatUsage } from "@/lib/client/admin-usage.ts";
import type { UsagePlotProps } from "./usage-plot.tsx";
import { useLocale } from "./use-locale.ts";

/** The plotting library is large: it comes after the page, into a space already kept. */
const UsagePlot = dynamic(() => import("./usage-plot.tsx").then((file) => file.UsagePlot), {
  ssr: false,
  loading: () => <div className="size-full animate-wait rounded-6 bg-line" />,
});

type Props = Omit<UsagePlotProps, "locale"> & { heading: string };

/** A chart over the days of the period, with the same as a table for whoever cannot see it or wants the numbers. */
export function UsageChart({ heading, ...plot }: Props) {
  const locale = useLocale();
  const { series, points, unit, kind } = plot;
  return (
    <figure className="min-w-0 border-line border-t pt-3">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="font-medium">{heading}</h2>
        {series.length > 1 && (
          <p className="text-13 text-ink-2">
            {series.map((name, index) => (
              <span key={name} className="ms-3 inline-flex items-center gap-1.5">
                <span
                  aria-hidden
                  className={`inline-block w-5 border-t-2 ${index === 0 ? "border-accent" : "border-ink-2 border-dashed"}`}
                />
                {name}
              </span>
            ))}
          </p>
        )}
      </figcaption>
      <div aria-hidden className="mt-2 h-44" dir="ltr">
        <UsagePlot {...plot} kind={kind} locale={locale} />
      </div>
      <details className="mt-1 text-13">
        <summary className="inline-block min-h-6 pointer-coarse:py-3 text-ink-2 underline decoration-line-2 underline-offset-4 hover:text-ink hover:decoration-ink">
          As a table<span className="sr-only">: {heading}</span>
        </summary>
        <table className="mt-1 w-full max-w-md border-collapse">
          <caption className="sr-only">{heading}</caption>
          <thead>
            <tr className="border-line border-b text-ink-2">
              <th scope="col" className="py-1 text-start font-normal">
                Day (UTC)
              </th>
              {series.map((name) => (
                <th key={name} scope="col" className="py-1 text-end font-normal">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map(({ label, values }) => (
              <tr key={label} className="border-line border-b">
                <th scope="row" className="py-1 text-start font-normal">
                  {label}
                </th>
                {values.map((value, index) => (
                  <td key={series[index]} className="py-1 text-end">
                    {value === null ? "–" : formatUsage(value, unit, { locale })}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
