import { type Block, blocksOf } from "../markdown-blocks.ts";
import { type Sentence, sentencesOf } from "../split-sentences.ts";
import type { Claim } from "./claim.ts";
import type { ClaimLanguage } from "./claim-language.ts";
import { clausesOf } from "./clauses-of.ts";
import { findClaims } from "./find-claims.ts";
import { affirmed } from "./negation.ts";
import { isReckoned, type Place, type Statement, weightOfAll, yearsOf } from "./statement.ts";
import { subjectWords } from "./subject-words.ts";
import { tableStatements } from "./table-statements.ts";

export type StatingDocument = { documentId: string; title: string; text: string };

const longestSentence = 600;
/** A sentence that tells less of its subject ("It costs $49") takes it from the heading above it. */
const shortestSubject = 0.8;

/** What a document states, in order. Code and headings state nothing. Pure; about 5 ms for 5,000 characters. */
export function statementsOf(document: StatingDocument, language: ClaimLanguage): Statement[] {
  const headings: { level: number; words: string }[] = [];
  const bySentence = Map.groupBy(sentencesOf(document.text), ({ block }) => block);
  return blocksOf(document.text).flatMap((block, index) => {
    if (block.kind === "heading") enter(headings, block);
    const sentences = (bySentence.get(index) ?? []).filter(({ text }) => text.length <= longestSentence);
    if (sentences.length === 0 || block.kind === "heading" || block.kind === "code") return [];
    const place = placeOf(document, headings);
    if (block.kind === "table") return tableStatements(sentences, { place, language });
    return sentences.flatMap((sentence) => sentenceStatements(sentence, { place, language }));
  });
}

function enter(headings: { level: number; words: string }[], { level = 1, words = "" }: Block): void {
  while ((headings.at(-1)?.level ?? 0) >= level) headings.pop();
  headings.push({ level, words });
}

function placeOf({ documentId, title }: StatingDocument, above: { words: string }[]): Place {
  const headings = [title, ...above.map(({ words }) => words)];
  const years = headings.map(yearsOf).findLast((found) => found.length > 0) ?? [];
  return { documentId, title, headings, places: headings.map((text) => subjectWords(text)), years };
}

type Within = { place: Place; language: ClaimLanguage };

function sentenceStatements(sentence: Sentence, { place, language }: Within): Statement[] {
  const allClaims = findClaims(sentence.text, language);
  const all = { place, sentence, allClaims };
  const whole = { start: 0, end: sentence.text.length };
  if (allClaims.length === 0) return [statementOf({ ...all, claims: [], range: whole })];
  if (isReckoned(sentence.text, place)) return [];
  return clausesOf(sentence.text, allClaims).flatMap((range) => {
    const inside = allClaims.filter(({ start, end }) => start >= range.start && end <= range.end);
    // A date beside a value says when it holds; alone it is what is stated.
    const isAllDates = inside.every(({ kind }) => kind === "date");
    const groups = [...Map.groupBy(inside, ({ kind, unit }) => `${kind} ${unit}`).values()];
    return groups
      .filter(([first]) => first?.kind !== "date" || isAllDates)
      .map((claims) => statementOf({ ...all, claims, range }));
  });
}

type Stating = {
  place: Place;
  sentence: Sentence;
  allClaims: Claim[];
  claims: Claim[];
  /** The clause that states it. */
  range: { start: number; end: number };
};

function statementOf({ place, sentence, allClaims, claims, range: { start, end } }: Stating): Statement {
  const { text } = sentence;
  const clause = text.slice(start, end);
  // Other values are circumstances, which are compared by themselves.
  const leftOut = allClaims.map((claim) => ({ start: claim.start - start, end: claim.end - start }));
  const isOnlyTrueOrNot = claims.length === 0;
  const said = isOnlyTrueOrNot ? affirmed(clause) : { text: clause, negated: false };
  const own = subjectWords(said.text, { leftOut, ...(isOnlyTrueOrNot && { keepsSaying: true }) });
  const around = [...subjectWords(text.slice(0, start)), ...subjectWords(text.slice(end))];
  const { documentId, title, places } = place;
  const years = yearsOf(text);
  return {
    ...{ documentId, title, places, claims, allClaims },
    values: claims.map((claim) => text.slice(claim.start, claim.end).trim()),
    ...{ excerpt: text, start: sentence.start, end: sentence.end, negated: said.negated },
    subject: weightOfAll(own) < shortestSubject ? [...own, ...(places.at(-1) ?? [])] : own,
    context: [...around, ...places.flat()],
    years: years.length > 0 ? years : place.years,
  };
}
