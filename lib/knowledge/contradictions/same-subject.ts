import { type Statement, weightOfAll } from "./statement.ts";
import type { SubjectWord } from "./subject-words.ts";

/** What is only said around a statement counts less than what it says itself. */
const contextShare = 0.8;
const synonymShare = 0.85;

/**
 * How surely two statements are about the same thing, 0 to 1: the share of each one's telling words that the other
 * has too, in itself or around it. 0 where something tells them apart: another name, year, or a word in the same
 * place ("monthly fee", "annual fee"). Pure.
 */
export function sameSubject(one: Statement, other: Statement): number {
  if (haveOtherYears(one, other)) return 0;
  const [oneKnows, otherKnows] = [knowledgeOf(one), knowledgeOf(other)];
  const shared = oneKnows.words.filter(({ stem }) => otherKnows.own.has(stem));
  if (weightOfAll(shared) < leastShared) return 0;
  const [oneAlone, otherAlone] = [uncovered(oneKnows, otherKnows), uncovered(otherKnows, oneKnows)];
  if (areToldApart(oneAlone, otherAlone)) return 0;
  if (haveParallelPlaces(one, other)) return 0;
  const isNarrower = narrows(oneAlone, otherKnows) || narrows(otherAlone, oneKnows);
  const shares = [coverage(oneKnows, otherKnows), coverage(otherKnows, oneKnows)];
  // A long sentence holds many words by chance: what it leaves open weighs more than what it has.
  const share = 0.65 * Math.min(...shares) + 0.35 * Math.max(...shares);
  return share * selfSufficiency(one, other, shared) * (isNarrower ? narrowerShare : 1);
}

/** One name, or two words, in the statements themselves. */
const leastShared = 0.9;

type Known = { words: SubjectWord[]; own: Set<string>; groups: Set<string>; around: Set<string> };

/** A statement is compared with many. */
const known = new WeakMap<Statement, Known>();

function knowledgeOf(statement: Statement): Known {
  const before = known.get(statement);
  if (before) return before;
  const { subject, context } = statement;
  const made = {
    words: unique(subject),
    own: new Set(subject.map(({ stem }) => stem)),
    groups: new Set(subject.flatMap(({ group }) => group ?? [])),
    around: new Set(context.map(({ stem }) => stem)),
  };
  known.set(statement, made);
  return made;
}

function shareKnown({ stem, group }: SubjectWord, { own, groups, around }: Known): number {
  if (own.has(stem)) return 1;
  if (group !== undefined && groups.has(group)) return synonymShare;
  return around.has(stem) ? contextShare : 0;
}

function coverage({ words }: Known, known: Known): number {
  const total = weightOfAll(words);
  if (total === 0) return 0;
  return words.reduce((sum, word) => sum + word.weight * shareKnown(word, known), 0) / total;
}

function uncovered({ words }: Known, known: Known): SubjectWord[] {
  return words.filter((word) => shareKnown(word, known) === 0);
}

function unique(words: readonly SubjectWord[]): SubjectWord[] {
  return [...new Map(words.map((word) => [word.stem, word])).values()];
}

function haveOtherYears({ years, claims }: Statement, { years: others }: Statement): boolean {
  if (claims.some(({ kind }) => kind === "date")) return false;
  return years.length > 0 && others.length > 0 && !years.some((year) => others.includes(year));
}

/** Each names something that the other does not, or the two have different words in one place. */
function areToldApart(one: SubjectWord[], other: SubjectWord[]): boolean {
  if (one.some(({ isName }) => isName) && other.some(({ isName }) => isName)) return true;
  return one.some((word) => other.some((another) => excludes(word, another) || areInOnePlace(word, another)));
}

function areInOnePlace(one: SubjectWord, other: SubjectWord): boolean {
  return (
    (one.after !== "" && one.after === other.after) || (one.before !== "" && one.before === other.before)
  );
}

/** "An electric bicycle" is not any bicycle: a word stands before one that both have. */
function narrows(alone: SubjectWord[], { own }: Known): boolean {
  return alone.some(({ after, weight }) => weight > 0.5 && after !== "" && own.has(after));
}

const narrowerShare = 0.8;

/** Words of English of which only one holds of a thing: one line each. */
const exclusive = new Map(
  `month monthli year yearli annual annuali week weekli dai daili quarter quarterli hour hourli
  monday tuesday wednesdai thursdai fridai saturdai sundai weekdai weekend
  monday tuesday wednesday thursday friday saturday sunday weekday weekend
  minimum maximum|first second third|new exist return|befor after|small medium larg
  domest intern|inbound outbound incom outgo|north south east west northern southern eastern western
  email phone chat|desktop mobil|manual automat|gross net|pilot product|averag median peak
  morn afternoon evening night|lunch dinner breakfast|summer winter spring autumn|buyer seller|adult child children
  upload download|front rear|indoor outdoor|full half|single doubl|hard soft|standard express prioriti`
    .split(/[|\n]/)
    .flatMap((line, group) =>
      line
        .trim()
        .split(/\s+/)
        .map((stem): [string, number] => [stem, group]),
    ),
);

function excludes({ stem }: SubjectWord, { stem: other }: SubjectWord): boolean {
  const group = exclusive.get(stem);
  return group !== undefined && group === exclusive.get(other);
}

/** Titles or headings that are alike but for a word ("Basic plan", "Team plan") are of two things. */
function haveParallelPlaces({ places }: Statement, { places: others }: Statement): boolean {
  return places.some((place) =>
    others.some((other) => {
      const stems = new Set(place.map(({ stem }) => stem));
      const otherStems = new Set(other.map(({ stem }) => stem));
      const shared = place.filter(({ stem }) => otherStems.has(stem));
      const [oneAlone, otherAlone] = [
        place.filter(({ stem }) => !otherStems.has(stem)),
        other.filter(({ stem }) => !stems.has(stem)),
      ];
      return (
        shared.length > 0 &&
        oneAlone.length > 0 &&
        otherAlone.length > 0 &&
        areToldApart(oneAlone, otherAlone)
      );
    }),
  );
}

/** A sentence of two plain words says too little of itself: then its surroundings have to agree. */
function selfSufficiency(one: Statement, other: Statement, shared: SubjectWord[]): number {
  if (weightOfAll(shared) >= enoughShared) return 1;
  const around = new Set(other.context.map(({ stem }) => stem));
  return one.context.some(({ stem }) => around.has(stem)) ? 1 : 0.75;
}

const enoughShared = 1.8;
