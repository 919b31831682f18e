import type { Stretch } from "@/lib/client/admin-lay-out-passages.ts";

/** A stretch of the stored text: a passage under its facts, or the words between two passages. */
export function PassageStretch({ stretch }: { stretch: Stretch }) {
  if (stretch.kind === "between") {
    if (stretch.text.trim() === "") return null;
    return (
      <p dir="auto" className="plain-paragraphs py-2 ps-4 text-ink-2">
        {stretch.text.trim()}
      </p>
    );
  }
  const { passage, number, shared, text } = stretch;
  return (
    <section
      id={`passage-${passage.passageId}`}
      aria-label={`Passage ${number}`}
      className="mb-5 scroll-mt-4 border-line-2 border-s-2 ps-4 target:border-accent target:bg-accent-soft"
    >
      <p className="text-13 text-ink-2">
        <span className="font-medium text-ink">{number}</span>
        {passage.headingPath.length > 0 && (
          <>
            {" · "}
            <bdi>{passage.headingPath.join(" › ")}</bdi>
          </>
        )}
        {` · characters ${passage.start}–${passage.end} · ${passage.tokens} tokens`}
      </p>
      {shared > 0 && (
        <p className="text-13 text-ink-2">Its first {shared} characters are in the passage above.</p>
      )}
      <p dir="auto" className="plain-paragraphs mt-1">
        {text}
      </p>
      {passage.question && (
        <p className="mt-1 text-13 text-ink-2">
          Follow-up question: <bdi>{passage.question}</bdi>
        </p>
      )}
    </section>
  );
}
