/** Quotations planted in answers over the sample documents: which are shown as cited, and as whose. */
import { describe, expect, test } from "@jest/globals";
import { claimFilter } from "../../../lib/ai/claim-filter.ts";
import type { ClaimSource } from "../../../lib/claims/evidence.ts";
import { sentencesOf } from "../../../lib/knowledge/split-sentences.ts";
import { findVerbatim, standsAt } from "../../../lib/knowledge/verbatim.ts";
import { checkSection } from "../../../lib/pages/check-section.ts";
import { samplePassages, seeded } from "../../support/sample-passages.ts";

const passages = samplePassages();
const random = seeded(20_261_121);
const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)] as Item;

type Planted = {
  kind: "fabricated" | "spliced" | "misattributed";
  /** What is put in quotation marks, and the source it is said to be from. */
  words: string;
  n: number;
  sources: ClaimSource[];
  /** The source that does say it. */
  true?: number;
};

/** Running sentences that can be quoted, of 8 to 40 words. */
function sentencesIn({ content }: ClaimSource): string[] {
  return sentencesOf(content)
    .filter(({ kind, text }) => kind === "sentence" && !/["“”*_`[\]]/.test(text))
    .map(({ text }) => text.replace(/\s+/g, " "))
    .filter((text) => text.split(" ").length >= 8 && text.split(" ").length <= 40);
}

const quotable = passages.filter((passage) => sentencesIn(passage).length >= 2);

/** Five sources of a turn, and the number of the one that is meant. */
function turnOf(meant: ClaimSource): { sources: ClaimSource[]; n: number } {
  const others = Array.from({ length: 12 }, () => pick(quotable)).filter((other) => other !== meant);
  const n = 1 + random(5);
  return { sources: [...others.slice(0, n - 1), meant, ...others.slice(n - 1, 4)], n };
}

const stands = (words: string, sources: readonly ClaimSource[]) =>
  sources.some(({ content }) => findVerbatim(words, content));

/** One word of a true sentence is another document's, or a number another number, or a "not" is put in or taken out. */
function fabricated(): Planted {
  const meant = pick(quotable);
  const sentence = pick(sentencesIn(meant));
  const words = sentence.split(" ");
  const at = 2 + random(words.length - 3);
  const number = words.findIndex((word) => /\d/.test(word));
  const changed = [...words];
  if (number >= 0 && random(2) === 0)
    changed[number] = (words[number] ?? "").replace(/\d/, (digit) => String((Number(digit) + 3) % 10));
  else if (random(3) === 0) changed.splice(at, 0, "not");
  else changed[at] = pick(pick(quotable).content.match(/\b[a-z]{5,12}\b/g) ?? ["otherwise"]);
  return { kind: "fabricated", words: changed.join(" "), ...turnOf(meant) };
}

/** Two true halves, of one passage or of two, that do not stand together. */
function spliced(): Planted {
  const meant = pick(quotable);
  const first = pick(sentencesIn(meant));
  const others = sentencesIn(random(2) === 0 ? meant : pick(quotable));
  // Words left out within one sentence are an honest quotation.
  const second = others.find((other) => other !== first) ?? "nothing else was ever said of it";
  const head = first.split(" ").slice(0, 4 + random(3));
  const tail = second.split(" ").slice(-4 - random(3));
  const join = pick([" ", " … ", " ... ", ", "]);
  return { kind: "spliced", words: head.join(" ") + join + tail.join(" "), ...turnOf(meant) };
}

/** A true quotation under the number of a source that does not have it. */
function misattributed(): Planted {
  const meant = pick(quotable);
  const { sources, n } = turnOf(meant);
  const wrong = 1 + ((n - 1 + 1 + random(4)) % 5);
  return { kind: "misattributed", words: pick(sentencesIn(meant)), n: wrong, sources, true: n };
}

/** What by chance is no fault (the other word was the same, the halves do stand together) is made again. */
function plant(make: () => Planted): Planted {
  for (;;) {
    const planted = make();
    const { sources, words, n } = planted;
    const isFault =
      planted.kind === "misattributed"
        ? !stands(words, sources.slice(n - 1, n))
        : !stands(words.replace(/ (?:…|\.\.\.) /, " "), sources);
    if (isFault) return planted;
  }
}

const planted = [
  ...Array.from({ length: 50 }, () => plant(fabricated)),
  ...Array.from({ length: 40 }, () => plant(spliced)),
  ...Array.from({ length: 40 }, () => plant(misattributed)),
];

function shown(answer: string, sources: readonly ClaimSource[]) {
  const filter = claimFilter(() => ({ sources, said: [], names: [] }));
  const text = (answer.match(/\s*\S+/g) ?? []).map((piece) => filter.read(piece)).join("") + filter.end();
  return { text, ...filter.report() };
}

/** Whether what is cited stands where it is said to. */
function isTrue(
  citation: { n: number; excerpt: string; start: number; end: number },
  sources: readonly ClaimSource[],
) {
  const source = sources[citation.n - 1];
  if (!source) return false;
  return (
    source.content.slice(citation.start - source.start, citation.end - source.start) === citation.excerpt
  );
}

const frames = [
  (words: string, n: number) => `The documents say “${words}” [${n}].`,
  (words: string, n: number) => `As source ${n} puts it: "${words}" [${n}] That is all.`,
  (words: string, n: number) => `Here it is.\n\n> ${words} [${n}]\n\nAnd on.`,
];

describe(`${planted.length} planted excerpts`, () => {
  test("fabricated or spliced ones are never shown as a quotation, and cite nothing as their source", () => {
    const missed = planted.filter(({ kind, words, n, sources }, index) => {
      if (kind === "misattributed") return false;
      const answer = (frames[index % frames.length] ?? frames[0])?.(words, n) ?? "";
      const { text, citations, unsupported } = shown(answer, sources);
      const isCaught =
        unsupported.includes("quotation") &&
        !text.includes(words) &&
        !text.includes(`[${n}]`) &&
        text.includes("a quotation I cannot find in the sources") &&
        citations.length === 0;
      return !isCaught;
    });
    expect(missed.map(({ words }) => words)).toEqual([]);
  });

  test("misattributed ones are shown as the source's that has them, and as no other's", () => {
    const caught = planted.filter(({ kind, words, n, sources, true: right }, index) => {
      if (kind !== "misattributed" || right === undefined) return false;
      const answer = (frames[index % frames.length] ?? frames[0])?.(words, n) ?? "";
      const { text, citations } = shown(answer, sources);
      return (
        !text.includes(`[${n}]`) &&
        text.includes(`[${right}]`) &&
        citations.length > 0 &&
        citations.every((citation) => citation.n !== n && isTrue(citation, sources))
      );
    });
    expect(caught).toHaveLength(40);
  });

  test("are no excerpts of a page either", () => {
    const refused = planted.filter(({ words, n, sources }) => {
      const evidence = {
        sources: new Map(sources.map(({ content }, index) => [index + 1, content])),
        ...{ message: "", calculators: [], linkHosts: [] },
      };
      const section = { type: "excerpt" as const, quote: words, source: n, heading: "Word for word" };
      return checkSection(section, evidence).section === null;
    });
    expect(refused).toHaveLength(planted.length);
  });

  test("do not stand at the offsets of the words they were made of", () => {
    const taken = planted.filter(({ words, n, sources }) => {
      const content = sources[n - 1]?.content ?? "";
      return Array.from({ length: 40 }, (_, at) => at * 7).some((start) =>
        standsAt(words, content, { start, end: start + words.length }),
      );
    });
    expect(taken).toEqual([]);
  });
});

/** As a model writes what it copies: other quotation marks, dashes and blanks, emphasis, a soft hyphen, one line. */
const typesetters: ((words: string) => string)[] = [
  (words) => words,
  (words) => words.replace(/'/g, "’").replace(/-/g, "‑"),
  (words) => words.replace(/ /g, "\u00A0"),
  (words) => words.replace(/\b(\p{L}{4})(\p{L}{4})/u, "$1\u00AD$2"),
  (words) => words.replace(/^(\S+ \S+)/, "**$1**"),
  (words) => words.replace(/fi/g, "ﬁ"),
  (words) => words.replace(/[.!?]$/, ""),
  (words) => words.charAt(0).toLowerCase() + words.slice(1),
];

test("no true quotation is dropped: every sentence of the sample documents, as typesetters may set it", () => {
  const all = quotable.flatMap((passage) => sentencesIn(passage).map((words) => ({ passage, words })));
  const dropped = all.filter(({ passage, words }, index) => {
    const { sources, n } = turnOf(passage);
    const quoted = typesetters[index % typesetters.length]?.(words) ?? words;
    const { text, citations } = shown(`The documents say “${quoted}” [${n}].`, sources);
    return (
      !text.includes(quoted) || !citations.some((citation) => citation.n === n && isTrue(citation, sources))
    );
  });
  expect(all.length).toBeGreaterThan(1_000);
  expect(dropped).toEqual([]);
});

test("no true statement is dropped: every sentence, item and row of the sample documents, cited", () => {
  const all = passages.flatMap((passage) =>
    sentencesOf(passage.content)
      .filter(({ kind }) => kind !== "heading" && kind !== "code")
      .map(({ text, kind }) => ({ passage, text, kind })),
  );
  const dropped = all.filter(({ passage, text, kind }) => {
    const { sources, n } = turnOf(passage);
    const answer =
      kind === "row"
        ? text.replace(/\s*\|\s*$/, ` [${n}] |`)
        : text.replace(/\s+/g, " ").replace(/([.!?:]*["”)*_]*)$/, ` [${n}]$1`);
    const judged = shown(answer, sources);
    return judged.text !== answer || !judged.citations.some((citation) => citation.n === n);
  });
  expect(all.length).toBeGreaterThan(1_900);
  expect(dropped).toEqual([]);
});
