import type { FoundPassage } from "@/lib/admin/search-knowledge.ts";

type Props = { passage: Pick<FoundPassage, "score" | "contributions">; bestScore: number };

/** The score and what it is made of, as numbers; the bar shows it beside the best one's. */
export function ScoreParts({ passage: { score, contributions }, bestScore }: Props) {
  const { words, meaning, coverage, alike, model, lift } = contributions;
  const share = bestScore > 0 ? score / bestScore : 0;
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-ink-2">
      <span aria-hidden className="h-1.5 w-24 overflow-hidden rounded-6 bg-line">
        <span className="block h-full bg-accent" style={{ width: `${Math.round(share * 100)}%` }} />
      </span>
      <span>
        Score {figure(score)} = (words {figure(words)} + meaning {figure(meaning)} + coverage{" "}
        {figure(coverage)} + alike {figure(alike)}
        {model !== undefined && ` ${model < 0 ? "−" : "+"} model ${figure(Math.abs(model))}`}){" × lift "}
        {lift.toFixed(2)}
      </span>
    </div>
  );
}

/** Scores are up to five; hundredths tell them apart. */
function figure(score: number): string {
  return score.toFixed(2);
}
