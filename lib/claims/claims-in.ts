import { termsOf } from "../knowledge/question-coverage.ts";
import type { TextRange } from "../knowledge/verbatim.ts";
import { datesIn, type StatedDate } from "./date.ts";
import { type Figure, figuresIn } from "./figure.ts";
import { type Commitment, commitmentsIn } from "./promise.ts";
import { quotationsIn } from "./quotation.ts";

/** What a sentence says that nobody can know without a source. `start` to `end` are offsets in the sentence. */
export type Claim = TextRange &
  (
    | { kind: "figure"; figure: Figure }
    | { kind: "date"; date: StatedDate }
    | { kind: "quotation"; words: string }
    | { kind: "promise"; commitment: Commitment }
  );

/** The claims of a sentence, in order, none inside another. `names` are what the company is called. */
export function claimsIn(sentence: string, names: readonly string[]): Claim[] {
  const text = withoutMarks(sentence);
  const quotations = quotationsIn(text).map((quoted): Claim => ({ kind: "quotation", ...quoted }));
  const dates = datesIn(text).map(
    (date): Claim => ({ kind: "date", start: date.start, end: date.end, date }),
  );
  const all = figuresIn(text);
  const isOfSomething = besideFigures(text, all);
  const figures = all
    .filter((figure) => isOfSomething(figure) && isClaim(figure, text))
    .map((figure): Claim => ({ kind: "figure", start: figure.start, end: figure.end, figure }));
  const promises = commitmentsIn(text, names)
    .filter((commitment) => !isOffer.test(text.slice(commitment.end)))
    .map(
      (commitment): Claim => ({ kind: "promise", start: commitment.start, end: commitment.end, commitment }),
    );
  const claims: Claim[] = [];
  for (const claim of [...quotations, ...dates, ...figures, ...promises]) {
    if (!claims.some((other) => other.start < claim.end && other.end > claim.start)) claims.push(claim);
  }
  return claims.sort((one, other) => one.start - other.start);
}

/** A citation mark is not part of what is said. */
function withoutMarks(sentence: string): string {
  return sentence.replace(/\[\d{1,3}\]/g, (mark) => " ".repeat(mark.length));
}

/** "We will be happy to help" binds nobody. */
const isOffer = /^\s+(?:gladly\b|be (?:happy|glad|pleased|able)\b|need\b)/iu;

/** What orders a text and counts nothing in the world. */
const structure =
  /^(?:ways?|reasons?|options?|things?|points?|steps?|questions?|examples?|ideas?|choices?|factors?|possibilities|levers?|topics?|areas?|sentences?|words?|parts?|sources?|passages?|sides?|kinds?|types?|categories)$/i;
const asks = /\?["'”’)*_\s]*$/u;

const letters = /\p{L}{2}/u;

/** Whether a text has words beside a figure of it: a number alone says nothing of anything. */
function besideFigures(text: string, figures: readonly Figure[]): (figure: Figure) => boolean {
  const gaps = figures.map(({ start }, index) => text.slice(figures[index - 1]?.end ?? 0, start));
  if (letters.test([...gaps, text.slice(figures.at(-1)?.end ?? 0)].join(" "))) return () => true;
  const inWords = figures.filter(({ start, end }) => letters.test(text.slice(start, end)));
  return (figure) => inWords.some((other) => other !== figure);
}

function isClaim(figure: Figure, sentence: string): boolean {
  if (figure.kind === "money" || figure.kind === "percent") return true;
  if (asks.test(sentence)) return false;
  if (figure.kind === "measure") return !isNamed(figure, sentence);
  return !structure.test(figure.unit ?? "") && !isNamed(figure, sentence);
}

/** After these a number is a statement, after any other noun it is a name ("EDI 852", "step 2", "week 3"). */
const statesNumber =
  /^(?:equals?|has|have|had|costs?|takes?|took|needs?|requires?|saves?|saved|reach(?:es)?|weighs?|adds?|includes?|offers?|supports?|handles?|runs?|serves?|employs?|manages?|prices?|fees?|totals?|rates?|charges?|discounts?|deposits?|averages?|sums?|counts?|numbers?|plus|minus|times|roughly|nearly|approximately|exactly|almost|least|most|typically|usually|cut|cuts|lowers?|raises?|grew|grows?|fell|falls?|delivers?|delivered|sells?|sold|makes?|gains?|gets?|gives?|gave|pays?|paid|earns?|loses?|lost|lasts?|allows?|covers?|holds?|carries|drives?|visits?|uses?)$/i;

/** Nouns of every text that are followed by their number. */
const counted =
  /^(?:steps?|options?|phases?|parts?|points?|examples?|questions?|no|numbers?|sources?|passages?|documents?|figures?|tables?|sections?|chapters?|pages?|items?|weeks?|days?|years?|months?|levels?|versions?|tiers?|stages?)\.?$/i;

/** A longer word names nothing. In characters, with what stands between it and its number. */
const longestName = 60;

function isNamed({ start, unit, kind }: Figure, sentence: string): boolean {
  const before = sentence.slice(Math.max(0, start - longestName), start);
  const word = /([\p{L}][\p{L}\p{N}.-]*)[\s#-]+$/u.exec(before)?.[1];
  if (word === undefined || statesNumber.test(word)) return false;
  if (kind === "measure") return false;
  if (counted.test(word)) return true;
  if (termsOf(word).length === 0) return false;
  return unit === undefined || !/s$/i.test(unit) || termsOf(unit).length === 0;
}
