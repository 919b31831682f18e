import { formatFigure, type NumberStyle } from "@/lib/pages/format-figure.ts";
import type { SectionOf } from "@/lib/pages/page-spec.ts";

type Section = SectionOf<"chart">;

const fills = ["bg-accent", "bg-ink-2", "bg-line-2", "border border-line-2 bg-accent-soft"];

/** Bars as a table: a screen reader gets the numbers, and paper gets the bars. */
export function BarChart({ section, style }: { section: Section; style: NumberStyle }) {
  const { points, series, unit } = section;
  const largest = Math.max(...points.flatMap(({ values }) => values.map(Math.abs)), Number.MIN_VALUE);
  return (
    <table className="w-full border-collapse text-15">
      <thead className={series.length > 1 ? "text-13 text-ink-2" : "sr-only"}>
        <tr>
          <th scope="col" className="pb-2 text-start font-normal">
            <span className="sr-only">What is measured</span>
          </th>
          {series.map(({ name }, index) => (
            <th key={name} scope="col" className="pb-2 text-start font-medium">
              <span aria-hidden className={`me-1.5 inline-block size-2.5 ${fills[index]}`} />
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.map(({ label, values }) => (
          <tr key={label} className="break-inside-avoid">
            <th scope="row" className="w-2/5 max-w-56 py-1.5 pe-4 text-start align-middle font-normal">
              {label}
            </th>
            {values.map((value, index) => (
              <td key={series[index]?.name} className="py-1.5 pe-3 align-middle last:pe-0">
                <span className="flex items-center gap-2">
                  <span
                    aria-hidden
                    className={`h-4 min-w-0.5 rounded-e-6 print:[print-color-adjust:exact] ${fills[index]}`}
                    style={{ width: `${(Math.abs(value) / largest) * 70}%` }}
                  />
                  <span className="whitespace-nowrap tabular-nums">{formatFigure(value, unit, style)}</span>
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
