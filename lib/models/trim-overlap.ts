/** Writings without spaces: a word may begin, and a text be cut, at any of their characters. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const space = /\s/;

type Trimmer = {
  /** What of a further piece of the continuation is new; empty while that is not decided. */
  read(piece: string): string;
  /** What is left once the continuation has ended. */
  end(): string;
};

/**
 * Joins a continuation to what was said before it. A model that goes on repeats some of the last words, finishes
 * a word that was broken off, or starts all over: the longest run from the beginning of a word to the end of
 * `said` with which the continuation begins is left out. Any whitespace equals any other. Held back until no
 * longer run is possible, then passed through untouched.
 */
export function overlapTrimmer(said: string): Trimmer {
  const words = said.replace(/\s+/g, " ").trim();
  const gap = said.match(/\s*$/)?.[0] ?? "";
  let possible = wordStarts(words);
  let compared = 0;
  let lastWasSpace = true;
  let raw = "";
  /** Where a run ended whose last word has yet to show that it is whole, and how wide the gap after it is. */
  let ended: number | null = null;
  /** Where the continuation's new part begins, by the longest run that is complete. */
  let newFrom: number | null = null;
  let decided = said === "";

  function read(piece: string): string {
    if (decided) return piece;
    const from = raw.length;
    raw += piece;
    for (let at = from; at < raw.length; at += 1) {
      compare(raw.charAt(at), at);
      if (possible.length === 0 && ended === null) return decide();
    }
    return "";
  }

  function compare(character: string, at: number): void {
    const isSpace = space.test(character);
    if (ended !== null && isSpace) newFrom = ended;
    else ended = null;
    if (isSpace && lastWasSpace) return;
    lastWasSpace = isSpace;
    const one = isSpace ? " " : character;
    possible = possible.filter((start) => words[start + compared] === one);
    compared += 1;
    if (possible.includes(words.length - compared)) {
      if (gap === "") newFrom = at + 1;
      else ended = at + 1;
    }
    possible = possible.filter((start) => start + compared < words.length);
  }

  function decide(): string {
    decided = true;
    const fresh = raw.slice(newFrom ?? 0);
    if (gap !== "" && space.test(fresh.charAt(0))) return withoutGap(fresh, gap);
    return newFrom === null ? glue(said, fresh) + fresh : fresh;
  }

  function end(): string {
    if (decided) return "";
    newFrom = ended ?? newFrom;
    return decide();
  }

  return { read, end };
}

/** The gap was shown already; what it lacks of a paragraph's end is new. */
function withoutGap(fresh: string, gap: string): string {
  const rest = fresh.startsWith(gap) ? fresh.slice(gap.length) : "";
  return /^\s*\n/.test(rest) ? rest : fresh.trimStart();
}

/** Where words begin, first ones first. */
function wordStarts(words: string): number[] {
  const starts: number[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const character = words.charAt(at);
    if (character === " ") continue;
    if (at === 0 || words[at - 1] === " " || unspaced.test(character)) starts.push(at);
  }
  return starts;
}

/** The space between two words that were never one. */
function glue(said: string, fresh: string): string {
  const last = said.slice(-1);
  const first = fresh.charAt(0);
  if (space.test(last) || !/[\p{L}\p{N}*_`"“‘([$€£#&@]/u.test(first)) return "";
  return /[([“‘/-]/.test(last) || (unspaced.test(last) && unspaced.test(first)) ? "" : " ";
}
