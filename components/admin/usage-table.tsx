"use client";

import { ScrollBox } from "@/components/ui/scroll-box.tsx";
import { formatUsage, type UsageRow } from "@/lib/client/admin-usage.ts";
import { ColumnHeading, HeadingRow } from "./column-heading.tsx";
import { useLocale } from "./use-locale.ts";

type Props = {
  heading: string;
  /** What each row is. */
  unit: string;
  rows: UsageRow[];
  /** What the bars compare. */
  by: "cost_usd" | "avg_cost";
};

/** What was used, by one thing, the dearest first. The bar of a row is its share of the longest. */
export function UsageTable({ heading, unit, rows, by }: Props) {
  const locale = useLocale();
  const most = Math.max(...rows.map((row) => row[by]), Number.MIN_VALUE);
  const count = (value: number) => formatUsage(value, "count", { locale });
  const money = (value: number) => formatUsage(value, "usd", { locale });
  const number = "py-1.5 ps-2 text-end whitespace-nowrap sm:ps-4";
  return (
    <section className="min-w-0 border-line border-t pt-3">
      <h2 className="font-medium">{heading}</h2>
      <ScrollBox label={heading} className="mt-1 overflow-x-auto">
        <table className="w-full border-collapse">
          <HeadingRow>
            <ColumnHeading>{unit}</ColumnHeading>
            {["Cost", "Average", "Requests", "Tokens", "Errors"].map((heading) => (
              <ColumnHeading key={heading} isNumber>
                {heading}
              </ColumnHeading>
            ))}
          </HeadingRow>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key} className="border-line border-b">
                <th scope="row" className="w-full min-w-24 max-w-0 py-1.5 text-start font-normal">
                  <span className="block truncate" title={row.key}>
                    {row.key || "Erased people"}
                  </span>
                  {row[by] > 0 && (
                    <span
                      aria-hidden
                      className="mt-0.5 block h-1 min-w-0.5 rounded-e-6 bg-accent"
                      style={{ width: `${(row[by] / most) * 100}%` }}
                    />
                  )}
                </th>
                <td className={number}>{money(row.cost_usd)}</td>
                <td className={number}>{money(row.avg_cost)}</td>
                <td className={number}>{count(row.requests)}</td>
                <td className={number}>{count(row.tokens_total)}</td>
                <td className={`${number} ${row.errors > 0 ? "text-bad" : ""}`}>{count(row.errors)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}
