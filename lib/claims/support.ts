import { type StatedDate, saysDate } from "./date.ts";
import type { Evidence, EvidenceUnit } from "./evidence.ts";
import { type Figure, figuresIn } from "./figure.ts";
import { contextsOf, wordsAround } from "./figure-context.ts";
import { isGivenToAnother, type PlacedFigure } from "./given-to-another.ts";
import { isInItsPlace } from "./in-its-place.ts";
import { readSaid } from "./said.ts";
import { isSame } from "./same-figure.ts";
import { type Siblings, siblingsIn } from "./sibling-names.ts";
import { isOnSubject, shareOf, subjectTerms } from "./subject.ts";

/** Who states what a claim does: sources by their numbers and the units that do, best first, or what was said before. */
export type Support = { sources: number[]; units: readonly EvidenceUnit[]; said: boolean };

type From = { units: readonly EvidenceUnit[]; said: Evidence["said"] };

/** The figures of a sentence, by where they begin. */
export type Places = ReadonlyMap<number, PlacedFigure>;

/** Who states this figure of this sentence, of the same subject. */
export function supportOfFigure(
  figure: Figure,
  sentence: string,
  { units, said, places }: From & { places: Places },
): Support {
  const isSaid = said.some((text) => readSaid(text).figures.some((stated) => isSame(figure, stated, text)));
  const terms = subjectTerms(sentence, figure);
  const judged = units.map((unit) => ({ unit, share: shareOf(terms, unit) }));
  const claim = { figure, sentence, placed: places.get(figure.start), siblings: siblingsIn(units) };
  const stating = judged.filter(({ unit, share }) => isOnSubject(terms, share) && states(unit, claim));
  const kept = stating.filter(({ unit, share }) => !hasRival({ unit, share, figure }, judged));
  return supportBy(kept, isSaid);
}

/** Who states this date, of the same subject. */
export function supportOfDate(date: StatedDate, sentence: string, { units, said }: From): Support {
  const isSaid = said.some((text) => readSaid(text).dates.some((stated) => saysDate(stated, date)));
  const terms = subjectTerms(sentence, date);
  const stating = units
    .map((unit) => ({ unit, share: shareOf(terms, unit) }))
    .filter(
      ({ unit, share }) => isOnSubject(terms, share) && unit.dates.some((stated) => saysDate(stated, date)),
    );
  return supportBy(stating, isSaid);
}

type FigureClaim = {
  figure: Figure;
  sentence: string;
  placed: PlacedFigure | undefined;
  siblings: readonly Siblings[];
};

export function placesIn(sentence: string): Places {
  const figures = figuresIn(sentence);
  const text = sentence.replace(/\[\d{1,3}\]/g, (mark) => " ".repeat(mark.length));
  const contexts = contextsOf(text, figures);
  return new Map(
    contexts.map((context, index) => [
      figures[index]?.start ?? -1,
      { sentence: text, context, figures: figures.length },
    ]),
  );
}

function states(unit: EvidenceUnit, { figure, sentence, placed, siblings }: FigureClaim): boolean {
  const around = `${unit.place}\n${unit.text}`;
  return unit.figures.some(
    (stated) =>
      isSame(figure, stated, around) &&
      isInItsPlace(unit, stated, { sentence, around: columnWords(sentence, placed) }) &&
      !(placed && isGivenToAnother(placed, { unit, stated, siblings })),
  );
}

/** "It costs $260 for 6 weeks": of several figures each has its column's name beside it, if any has. */
function columnWords(sentence: string, placed: PlacedFigure | undefined): string {
  return placed && placed.figures > 1 ? wordsAround(placed.context) : sentence;
}

/** A unit that has so much more of the claim's words, and another figure of its kind, is what the claim is about. */
const clearlyBetter = 0.3;

function hasRival(
  { unit, share, figure }: { unit: EvidenceUnit; share: number; figure: Figure },
  judged: readonly { unit: EvidenceUnit; share: number }[],
): boolean {
  return judged.some(
    (other) =>
      other.unit !== unit &&
      // What leads to a row says nothing against it.
      !unit.place.includes(other.unit.text) &&
      other.share >= share + clearlyBetter &&
      other.unit.figures.some(({ kind, unit: counted }) => kind === figure.kind && counted === figure.unit) &&
      !other.unit.figures.some(({ values }) => values.some((value) => figure.values.includes(value))),
  );
}

/** What these units support, each with its share of the claim's words. */
export function supportBy(judged: readonly { unit: EvidenceUnit; share: number }[], said: boolean): Support {
  const units = judged.toSorted((one, other) => other.share - one.share).map(({ unit }) => unit);
  return { sources: [...new Set(units.map(({ n }) => n))], units, said };
}
