import type { JudgedRun, RunComparison } from "@/lib/admin/judged/compare-runs.ts";
import { formatDelta, formatFigure, formatUsd } from "@/lib/client/admin-runs.ts";
import { ColumnHeading, HeadingRow } from "./column-heading.tsx";

type Props = {
  without: JudgedRun | null;
  reranked: JudgedRun | null;
  deltas: RunComparison["deltas"] | null;
};

const figures = [
  ["ndcg10", "nDCG@10"],
  ["recall5", "Recall@5"],
  ["mrr", "MRR"],
] as const;

/** The newest run of each kind side by side, and what the model took for a question. */
export function RerankingFigures({ without, reranked, deltas }: Props) {
  const cost = reranked?.summary?.reranking;
  const perQuestion = cost && cost.costUsd !== null ? formatUsd(cost.costUsd / cost.asked) : "not known";
  return (
    <table className="mt-3 w-full max-w-xl border-collapse">
      <caption className="sr-only">The newest runs without and with re-ranking</caption>
      <HeadingRow>
        <ColumnHeading>Newest run</ColumnHeading>
        <ColumnHeading isNumber>Without</ColumnHeading>
        <ColumnHeading isNumber>With</ColumnHeading>
      </HeadingRow>
      <tbody>
        {figures.map(([key, name]) => {
          const change = formatDelta(deltas?.[key]);
          const isBetter = (deltas?.[key] ?? 0) > 0;
          return (
            <Line key={key} name={name} without={formatFigure(without?.summary?.[key])}>
              {formatFigure(reranked?.summary?.[key])}
              {change && (
                <span className={`block text-13 sm:inline ${isBetter ? "text-good" : "text-bad"}`}>
                  {" "}
                  {change} {isBetter ? "better" : "worse"}
                </span>
              )}
            </Line>
          );
        })}
        {cost && (
          <>
            <Line name="Cost of a question" without="–">
              {perQuestion}
            </Line>
            <Line name="Time before the first word" without="–">
              +{cost.addedMs.p50} ms
              <span className="block text-13 text-ink-2">one in twenty: {cost.addedMs.p95} ms or more</span>
            </Line>
          </>
        )}
      </tbody>
    </table>
  );
}

function Line({ name, without, children }: { name: string; without: string; children: React.ReactNode }) {
  return (
    <tr className="border-line border-b align-baseline">
      <th scope="row" className="py-1.5 text-start font-normal">
        {name}
      </th>
      <td className="py-1.5 ps-3 text-end tabular-nums">{without}</td>
      <td className="py-1.5 ps-3 text-end tabular-nums">{children}</td>
    </tr>
  );
}
