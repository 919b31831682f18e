import { figuresIn } from "@/lib/pages/figures.ts";
import type { SectionOf } from "@/lib/pages/page-spec.ts";
import { Origin } from "./cite.tsx";
import type { PageReader } from "./reader.ts";
import { SectionFrame } from "./section-frame.tsx";

/** What scrolls must be reachable by keyboard. */
const scrollable = (name: string) => ({ role: "region", tabIndex: 0, "aria-label": name });

type Section = SectionOf<"comparison_table">;

/** A table to scan: labels stay in view, numbers stand under numbers. One source for all stands at the heading. */
export function ComparisonTable({ section, reader }: { section: Section; reader: PageReader }) {
  const { heading, corner, columns, rows } = section;
  const shared = sharedSource(section);
  const numeric = columns.map((_, index) => isNumeric(section, index));
  const align = (index: number) => (numeric[index] ? "text-end tabular-nums" : "text-start");
  return (
    <SectionFrame heading={heading} reader={reader} width="whole" sources={shared === null ? [] : [shared]}>
      <div {...scrollable(heading)} className="-mx-1 overflow-x-auto px-1 print:overflow-visible">
        <table className="w-full border-collapse text-15">
          <thead>
            <tr className="border-ink border-b text-ink-2 text-13">
              <th
                scope="col"
                className="sticky start-0 z-10 min-w-28 bg-ground py-2 pe-4 text-start font-medium print:static"
              >
                {corner === "" ? <span className="sr-only">Row</span> : corner}
              </th>
              {columns.map((column, index) => (
                <th
                  key={column}
                  scope="col"
                  className={`min-w-28 px-3 py-2 font-medium last:pe-0 ${align(index)}`}
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label} className="break-inside-avoid border-line border-b last:border-b-0">
                <th
                  scope="row"
                  className="sticky start-0 z-10 bg-ground py-2.5 pe-4 text-start align-top font-medium print:static"
                >
                  {row.label}
                </th>
                {row.cells.map((cell, index) => (
                  <td
                    key={columns[index]}
                    className={`min-w-28 px-3 py-2.5 align-top last:pe-0 ${align(index)}`}
                  >
                    {cell.text === "" ? <span className="text-ink-2">–</span> : cell.text}
                    {shared === null && <Origin figure={cell} reader={reader} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </SectionFrame>
  );
}

function sharedSource({ rows }: Section): number | null {
  const cells = rows.flatMap((row) => row.cells).filter(({ text }) => text !== "");
  const [first] = cells;
  if (first?.source === undefined) return null;
  return cells.every(({ source }) => source === first.source) ? first.source : null;
}

/** Short, and mostly bare numbers: then they are set under one another. */
function isNumeric({ rows }: Section, column: number): boolean {
  const texts = rows.map(({ cells }) => cells[column]?.text ?? "");
  const bare = texts.filter((text) => figuresIn(text).length === 1);
  return bare.length * 2 > texts.length && texts.every((text) => text.length <= 14);
}
