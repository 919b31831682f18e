import { definitionOf } from "../knowledge/definition.ts";
import {
  correctTerms,
  coverageOf,
  type QuestionTerm,
  readWords,
  termsOf,
} from "../knowledge/question-coverage.ts";
import type { RankedPassage } from "../knowledge/rank-passages.ts";
import type { Sentence } from "../knowledge/split-sentences.ts";
import { type Section, sectionsOf } from "./passage-sections.ts";

/** Sentences, items or rows of one section that answer together, in the document's order. */
export type Quotation = {
  n: number;
  heading: string;
  sentences: Sentence[];
  items: Sentence[];
  /** With the head as its first. */
  rows: Sentence[];
};

export type Choice = {
  quotations: Quotation[];
  /** The best section covers most of what was asked. */
  isExact: boolean;
};

/** At most this much of an answer (words). */
const mostWords = 120;
const leadSentences = 3;
const mostItems = 6;
const mostRows = 7;
/** A second section is quoted when it is nearly as good as the first and covers nearly as much of the question. */
const nearlyAsGood = 0.72;
const exactShare = 0.4;

/** Chooses what to quote from the passages (best first): the best section, and a second one that adds something. */
export function chooseSentences(question: string, passages: readonly RankedPassage[]): Choice {
  const texts = passages.map((passage) => readWords(`${passage.title}\n${passage.content}`));
  const terms = correctTerms(termsOf(question), texts);
  const scored = passages
    .flatMap((passage, index) => sectionsOf(passage, index + 1))
    .map((section) => ({ section, ...scoreOf(section, { question, terms }) }))
    .sort((one, other) => other.score - one.score);
  const [first] = scored;
  if (!first) return { quotations: [], isExact: false };

  const lead = quote(first.section, { question, terms, words: mostWords });
  const left = mostWords - wordCount(lead);
  const second = scored.find(
    ({ section, score, share }) =>
      section.heading !== first.section.heading &&
      score >= first.score * nearlyAsGood &&
      share >= Math.max(exactShare, first.share * nearlyAsGood),
  );
  const more = second && left >= 25 ? [brief(second.section, { terms, words: left })] : [];
  return {
    quotations: [lead, ...more.filter((quotation) => speaksOf(quotation, terms))],
    isExact: first.share >= exactShare,
  };
}

/** A section may owe its place to a row or an item that is not quoted. */
function speaksOf({ heading, sentences }: Quotation, terms: QuestionTerm[]): boolean {
  const said = [heading, ...sentences.map(({ text }) => text)].join("\n");
  return sentences.length > 0 && coverageOf(terms, readWords(said)).share >= exactShare;
}

/** What a section is worth: what it says itself counts most, then its heading, its title, and its passage's rank. */
function scoreOf(
  section: Section,
  { question, terms }: { question: string; terms: QuestionTerm[] },
): { score: number; share: number } {
  const { heading, title, n } = section;
  const text = [...section.sentences, ...section.items, ...section.rows].map((part) => part.text).join("\n");
  const said = coverageOf(terms, readWords(text)).share;
  const share = coverageOf(terms, readWords(`${title}\n${heading}\n${text}`)).share;
  const named = coverageOf(terms, readWords(heading)).share;
  const titled = coverageOf(terms, readWords(title)).share;
  const fitting = answersInForm(section, { question, terms }) ? rightForm : 0;
  return { share, score: said + 0.5 * named + 0.25 * titled + 0.4 / (n + 1) + fitting };
}

/** What the right kind of statement is worth beside the right words. */
const rightForm = 0.3;
const asksFormula = /\b(?:calculat\w*|comput\w*|formulas?)\b/i;
const isFormula = /\bequals?\b|\s=\s|\b(?:divided|multiplied) by\b/i;
/** Somebody who asks for a formula is helped by one, who asks what a thing is by a sentence that begins with it and says so. */
function answersInForm(section: Section, asked: { question: string; terms: QuestionTerm[] }): boolean {
  if (asksFormula.test(asked.question)) return section.sentences.some(({ text }) => isFormula.test(text));
  return definitionIn(section, asked) >= 0;
}

/** Where the section says what the asked thing is: the place of a sentence whose subject is that and nothing more; else -1. */
function definitionIn(
  { sentences }: Section,
  { question, terms }: { question: string; terms: QuestionTerm[] },
): number {
  const defines = definitionOf(question, terms);
  return defines ? sentences.findIndex(({ text }) => defines(text)) : -1;
}

type Wish = { terms: QuestionTerm[]; words: number };

function quote(section: Section, { question, terms, words }: Wish & { question: string }): Quotation {
  const { n, heading } = section;
  const rows = wantsRows(question, section, terms) ? bestRows(section.rows, { question, terms }) : [];
  const listed = rows.length > 0 ? [] : section.items.slice(0, mostItems);
  const isListed = rows.length > 0 || listed.length > 0;
  const definition = definitionIn(section, { question, terms });
  const sentences =
    definition > 0
      ? takeWords(section.sentences.slice(definition, definition + leadSentences), words)
      : window(section.sentences, { terms, most: isListed ? 2 : leadSentences, words });
  const items = takeWords(listed, words - countOf(sentences));
  return { n, heading, sentences, items, rows };
}

function brief(section: Section, { terms, words }: Wish): Quotation {
  const sentences = window(section.sentences, { terms, most: 2, words });
  return { n: section.n, heading: section.heading, sentences, items: [], rows: [] };
}

/** A sentence that leans on the one before it cannot open a quotation. */
const leaning =
  /^(?:it|its|they|their|this|that|these|those|he|she|such|both|however|but|and|so|then|therefore|thus|instead|otherwise|for example|in this case|the (?:same|latter|former|last|first|second|third|other|result|rest|sum|difference))\b/i;

/** Says something about the document instead of its subject. */
const aboutItself = /\b(?:this|the present) (?:document|page|article|chapter)\b/i;

/** Neighbouring sentences around the best one, from the section's beginning where that is near: it says what the rest is about. */
function window(
  all: readonly Sentence[],
  { terms, most, words }: { terms: QuestionTerm[]; most: number; words: number },
): Sentence[] {
  const sentences = all.filter(({ text }) => !aboutItself.test(text));
  const shares = sentences.map(({ text }) => coverageOf(terms, readWords(text)).share);
  const best = shares.indexOf(Math.max(...shares));
  if (best === -1) return [];
  let start = best < most ? 0 : best;
  while (start > 0 && leaning.test(sentences[start]?.text ?? "")) start -= 1;
  return takeWords(sentences.slice(start, Math.max(start + most, best + 1)), words);
}

/** As many as fit, but always the first. */
function takeWords(parts: readonly Sentence[], words: number): Sentence[] {
  let left = words;
  return parts.filter(({ text }, index) => {
    left -= text.split(/\s+/).length;
    return index === 0 || left >= 0;
  });
}

/** Words by which somebody asks for things side by side. */
const sideBySide =
  /\b(?:compar\w*|differen\w*|versus|vs|table|list|which|kinds?|types?|prices?|pricing|costs?|editions?|figures?|kpis?|metrics?|numbers?|week by week|options?|levels?|what (?:are|do|does|happens))\b/i;

function wantsRows(question: string, { rows, sentences }: Section, terms: QuestionTerm[]): boolean {
  if (rows.length < 2) return false;
  const inRows = coverageOf(terms, readWords(rows.map(({ text }) => text).join("\n"))).share;
  const inSentences = coverageOf(terms, readWords(sentences.map(({ text }) => text).join("\n"))).share;
  return sideBySide.test(question) || inRows > inSentences;
}

const asksPrice = /\bhow much\b|\bpric(?:e|es|ing)\b|\bcosts?\b|\bfees?\b/i;
const isAmount = /[$€£]\s?\d/;

/** A short table whole, of a long one the head and the rows that mention what was asked, or the amounts where a price was. */
function bestRows(
  rows: readonly Sentence[],
  { question, terms }: { question: string; terms: QuestionTerm[] },
): Sentence[] {
  if (rows.length <= mostRows + 1) return [...rows];
  const [head, ...body] = rows;
  const amounts = asksPrice.test(question) ? body.filter(({ text }) => isAmount.test(text)) : [];
  const asked = body.filter(({ text }) => coverageOf(terms, readWords(text)).share > 0);
  const fitting = [amounts, asked, body].find(({ length }) => length > 0) ?? [];
  return head ? [head, ...fitting.slice(0, mostRows)] : [];
}

function wordCount({ sentences, items, rows }: Quotation): number {
  return countOf(sentences) + countOf(items) + countOf(rows);
}

function countOf(parts: readonly Sentence[]): number {
  return parts.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
}
