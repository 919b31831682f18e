/** Says that a document is sample data, nobody's real terms. */
export function SampleMark() {
  return (
    <span className="inline-block whitespace-nowrap rounded-6 border border-line-2 px-1.5 align-[1px] text-13 text-ink-2 leading-5">
      Sample
    </span>
  );
}
