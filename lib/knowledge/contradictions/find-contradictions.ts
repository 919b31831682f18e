import { type Claim, contradict } from "./claim.ts";
import { sameSubject } from "./same-subject.ts";
import type { Statement } from "./statement.ts";

/** Two statements of different documents that cannot both be true, if they are of the same thing. */
export type Contradiction = {
  kind: "money" | "percent" | "duration" | "quantity" | "date" | "time" | "yes_no";
  first: Statement;
  second: Statement;
  /** How surely they are of the same thing, by their words: 0 to 1. */
  confidence: number;
};

/** Precise before complete: chosen on the development half of __tests__/lib/knowledge/contradictions. */
const leastConfidence = 0.62;
/** Where only yes or no is stated there is no value to go by. */
const leastYesNo = 0.8;
/** A number of nothing in particular could be anything. */
const leastBare = 0.85;
/** A word of more statements than this finds too much to look at. */
const mostPostings = 200;
const mostPairs = 400_000;
const pairsBetweenPauses = 500;

export type Found = { contradictions: Contradiction[]; cutShort: boolean };

/**
 * Finds what contradicts among the statements of many documents, the surest first. `pause` is awaited every few
 * milliseconds, so that whoever else is served by this process goes on; it may throw to end the search.
 */
export async function findContradictions(
  statements: Statement[],
  pause: () => Promise<void>,
): Promise<Found> {
  const postings = postingsOf(statements);
  const found: Contradiction[] = [];
  let looked = 0;
  for (const [index, statement] of statements.entries()) {
    for (const other of neighboursOf(index, statements, postings)) {
      looked += 1;
      if (looked > mostPairs) return { contradictions: strongest(found), cutShort: true };
      if (looked % pairsBetweenPauses === 0) await pause();
      const contradiction = compare(statement, other);
      if (contradiction) found.push(contradiction);
    }
    if (index % 200 === 0) await pause();
  }
  return { contradictions: strongest(found), cutShort: false };
}

/** Statements by what they state and a word of what they state it of. */
function postingsOf(statements: Statement[]): Map<string, number[]> {
  const postings = new Map<string, number[]>();
  for (const [index, statement] of statements.entries()) {
    const claimed = claimedBy(statement);
    for (const stem of stemsOf(statement)) {
      const list = postings.get(`${claimed} ${stem}`);
      if (list) list.push(index);
      else postings.set(`${claimed} ${stem}`, [index]);
    }
  }
  return postings;
}

function stemsOf({ subject }: Statement): Set<string> {
  return new Set(subject.map(({ stem }) => stem));
}

function claimedBy({ claims: [claim], negated }: Statement): string {
  if (claim) return `${claim.kind}/${claim.unit}`;
  return negated ? "no" : "yes";
}

/** What can contradict a statement: another value of the same kind, or the opposite. */
function opposedTo(statement: Statement): string {
  const claimed = claimedBy(statement);
  if (claimed === "yes") return "no";
  return claimed === "no" ? "yes" : claimed;
}

/** Later statements of other documents that may contradict and share a word that is not everywhere. */
function neighboursOf(index: number, statements: Statement[], postings: Map<string, number[]>): Statement[] {
  const statement = statements[index];
  if (!statement) return [];
  const opposed = opposedTo(statement);
  const near = new Set<number>();
  for (const stem of stemsOf(statement)) {
    const list = postings.get(`${opposed} ${stem}`) ?? [];
    if (list.length > mostPostings) continue;
    for (const other of list) if (other > index) near.add(other);
  }
  return [...near].flatMap((at) => {
    const other = statements[at];
    return other && other.documentId !== statement.documentId ? [other] : [];
  });
}

function compare(one: Statement, other: Statement): Contradiction | undefined {
  const [claim] = one.claims;
  if (claim && !differ(one, other)) return undefined;
  const confidence = sameSubject(one, other) * circumstances(one, other);
  if (confidence < leastFor(claim)) return undefined;
  if (!claim && isConditional(one, other)) return undefined;
  return { kind: claim?.kind ?? "yes_no", first: one, second: other, confidence };
}

function leastFor(claim: Claim | undefined): number {
  if (!claim) return leastYesNo;
  return claim.unit === "" ? leastBare : leastConfidence;
}

/** Lists of values are held to each other place by place; of different lengths they tell of different things. */
function differ(one: Statement, other: Statement): boolean {
  if (one.claims.length !== other.claims.length) return false;
  if (one.claims.length === 1 && (holds(one.allClaims, other.claims) || holds(other.allClaims, one.claims)))
    return false;
  return one.claims.some((claim, index) => {
    const against = other.claims[index];
    return against !== undefined && contradict(claim, against);
  });
}

/** The same value stands in the other sentence, if in another place of it. */
function holds(claims: Claim[], [claim]: Claim[]): boolean {
  return claims.some((one) => claim && isAlike(one, claim) && !contradict(one, claim));
}

function isAlike(one: Claim, other: Claim): boolean {
  return one.kind === other.kind && one.unit === other.unit;
}

/** What else the sentences state are circumstances ("with 20 trucks"): others are another case, unnamed ones a doubt. */
function circumstances(one: Statement, other: Statement): number {
  const [mine, theirs] = [besides(one), besides(other)];
  const shared = mine.filter((claim) => theirs.some((another) => isAlike(claim, another)));
  const agrees = (claim: Claim) =>
    theirs.some((another) => isAlike(claim, another) && !contradict(claim, another));
  if (!shared.every(agrees)) return 0;
  return mine.length === shared.length && theirs.length <= shared.length ? 1 : circumstanceUnnamed;
}

const circumstanceUnnamed = 0.85;

function besides({ claims: [claim], allClaims }: Statement): Claim[] {
  return allClaims.filter((one) => !claim || !isAlike(one, claim));
}

const conditions =
  /\b(?:if|unless|except|only|until|without|when|before|after|other than|wenn|außer|nur|sauf|seulement|si|solo)\b/iu;

/** Yes under one condition and no under another is no contradiction. */
function isConditional({ excerpt }: Statement, { excerpt: other }: Statement): boolean {
  return conditions.test(excerpt) || conditions.test(other);
}

/** The surest of each pair of excerpts, once. */
function strongest(found: Contradiction[]): Contradiction[] {
  const best = new Map<string, Contradiction>();
  for (const one of found.sort((a, b) => b.confidence - a.confidence)) {
    const { first, second } = one;
    const key = [first, second].map(({ documentId, start }) => `${documentId}:${start}`).join(" ");
    if (!best.has(key)) best.set(key, one);
  }
  return [...best.values()];
}
