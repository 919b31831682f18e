import type { TextRange } from "@/lib/client/mark-ranges.ts";

/** Plain text with some of it marked; ranges come in order and do not overlap. */
export function MarkedText({ text, ranges }: { text: string; ranges: readonly TextRange[] }) {
  const pieces = ranges.flatMap(({ start, end }, index) => [
    text.slice(ranges[index - 1]?.end ?? 0, start),
    <mark key={start}>{text.slice(start, end)}</mark>,
  ]);
  return (
    <>
      {pieces}
      {text.slice(ranges.at(-1)?.end ?? 0)}
    </>
  );
}
