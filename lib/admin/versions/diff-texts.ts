import { diffLines, diffWordsWithSpace } from "diff";

/** A stretch of two texts laid over each other, in order. `skipped`: characters that are the same and left out. */
export type DiffPart =
  | { kind: "same" | "added" | "removed"; text: string }
  | { kind: "skipped"; characters: number };

export type TextDiff = {
  parts: DiffPart[];
  /** False: the texts differ too much to be compared word by word, or at all; what differs is told in larger pieces. */
  byWord: boolean;
};

/** Lines and words that may differ before it is given up: the work grows with the square of them. */
const mostLines = 1_000;
const mostWords = 600;
/** What is the same is shown this far around a change. */
const contextCharacters = 300;

/**
 * What was taken out of a text and what was put in, by words within the lines that changed. Pure; bounded by how
 * much differs: some 50 ms for a million characters with a few changes, and what is too different is told as a whole.
 */
export function diffTexts(before: string, after: string): TextDiff {
  const lines = diffLines(before, after, { maxEditLength: mostLines });
  if (!lines) return { parts: [...part("removed", before), ...part("added", after)], byWord: false };
  const parts: DiffPart[] = [];
  let byWord = true;
  for (let at = 0; at < lines.length; at += 1) {
    const [line, next] = [lines[at], lines[at + 1]];
    if (!line) continue;
    if (!(line.removed && next?.added)) {
      parts.push(...part(kindOf(line), line.value));
      continue;
    }
    const words = diffWordsWithSpace(line.value, next.value, { maxEditLength: mostWords });
    byWord &&= words !== undefined;
    for (const word of words ?? [line, next]) parts.push(...part(kindOf(word), word.value));
    at += 1;
  }
  return { parts: folded(joined(parts)), byWord };
}

type Change = { value: string; added: boolean; removed: boolean };

function kindOf({ added, removed }: Change): "same" | "added" | "removed" {
  if (added) return "added";
  return removed ? "removed" : "same";
}

function part(kind: "same" | "added" | "removed", text: string): DiffPart[] {
  return text === "" ? [] : [{ kind, text }];
}

/** Neighbours of one kind are one part. */
function joined(parts: DiffPart[]): DiffPart[] {
  const whole: DiffPart[] = [];
  for (const one of parts) {
    const last = whole.at(-1);
    if (last && last.kind !== "skipped" && one.kind === last.kind) last.text += one.text;
    else whole.push({ ...one });
  }
  return whole;
}

/** Leaves out what is the same but for the surroundings of a change. */
function folded(parts: DiffPart[]): DiffPart[] {
  return parts.flatMap((one, index): DiffPart[] => {
    if (one.kind !== "same") return [one];
    const [head, tail] = [
      index === 0 ? 0 : contextCharacters,
      index === parts.length - 1 ? 0 : contextCharacters,
    ];
    if (one.text.length <= head + tail + contextCharacters) return [one];
    const [begin, end] = [atCharacter(one.text, head), atCharacter(one.text, one.text.length - tail)];
    return [
      ...part("same", one.text.slice(0, begin)),
      { kind: "skipped", characters: end - begin },
      ...part("same", one.text.slice(end)),
    ];
  });
}

/** A place that parts no character in two. */
function atCharacter(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at + 1 : at;
}
