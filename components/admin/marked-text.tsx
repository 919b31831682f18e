import type { TextRange } from "@/lib/client/mark-ranges.ts";

type Props = {
  text: string;
  /** In order, not overlapping. */
  ranges: readonly TextRange[];
  /** Text before this offset is left out, with an ellipsis in its place. */
  from?: number;
  /** What is shown of the text's pieces; they themselves if nothing is said. */
  show?: (piece: string) => string;
};

/** Plain text with some of it marked. */
export function MarkedText({ text, ranges, from = 0, show = (piece) => piece }: Props) {
  const shown = ranges.filter(({ start }) => start >= from);
  const pieces = shown.flatMap(({ start, end }, index) => [
    show(text.slice(shown[index - 1]?.end ?? from, start)),
    <mark key={start}>{show(text.slice(start, end))}</mark>,
  ]);
  return (
    <>
      {from > 0 && "… "}
      {pieces}
      {show(text.slice(shown.at(-1)?.end ?? from))}
    </>
  );
}
