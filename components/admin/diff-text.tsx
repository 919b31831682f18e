import type { DiffPart, TextDiff } from "@/lib/admin/versions/diff-texts.ts";

/** A text with what was put in and what was taken out; neither is told by its colour alone. */
export function DiffText({ diff: { parts, byWord } }: { diff: TextDiff }) {
  const changes = parts.some(({ kind }) => kind === "added" || kind === "removed");
  return (
    <>
      <p className="mt-2 text-13 text-ink-2">
        {changes ? "Underlined: put in. Struck through: taken out." : "The text is the same."}
        {!byWord && " It differs so much that larger stretches are shown instead of words."}
      </p>
      <div dir="auto" className="plain-paragraphs mt-3 max-w-[80ch]">
        {placed(parts).map(({ at, part }) => (
          <Part key={at} part={part} />
        ))}
      </div>
    </>
  );
}

/** Each part with where it begins among all of them, in characters: none is empty, so each place is its own. */
function placed(parts: DiffPart[]): { at: number; part: DiffPart }[] {
  let end = 0;
  return parts.map((part) => {
    const at = end;
    end += part.kind === "skipped" ? part.characters : part.text.length;
    return { at, part };
  });
}

function Part({ part }: { part: DiffPart }) {
  switch (part.kind) {
    case "same":
      return <span>{part.text}</span>;
    case "added":
      return (
        <ins className="bg-accent-soft text-good decoration-2 underline-offset-2">
          <span className="sr-only">[put in: </span>
          {part.text}
          <span className="sr-only">]</span>
        </ins>
      );
    case "removed":
      return (
        <del className="text-bad">
          <span className="sr-only">[taken out: </span>
          {part.text}
          <span className="sr-only">]</span>
        </del>
      );
    case "skipped":
      return (
        <span className="my-3 block border-line border-y py-1 text-13 text-ink-2">
          {part.characters.toLocaleString("en")} characters that did not change
        </span>
      );
  }
}
