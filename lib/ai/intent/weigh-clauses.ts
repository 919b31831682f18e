import type { Intent } from "../../workspace.ts";
import { type Clause, joinClauses } from "./clauses.ts";
import { type Ground, groundOf } from "./familiarity.ts";
import type { ClauseReader, Reading } from "./learn-intents.ts";
import { isFunctionWord } from "./words.ts";

/** A social clause beside a request hardly counts; a question tells more than what leads up to it. */
const SOCIAL = 0.15;
const QUESTION = 1.5;
/** Subjects beyond this many do not make a clause weigh more. */
const MOST_SUBJECTS = 6;
/** One clause that is this likely to want something answered keeps the message from being turned back. */
const ANSWERABLE = 0.75;

/**
 * Joins what a message's clauses want into one reading: half the message read as a whole, half its
 * clauses by their weight. "Hi! Nice weather. What do 40 trucks cost?" is about the cost: a message
 * that holds business is business. There must be at least one clause.
 */
export function weighClauses(
  clauses: readonly Clause[],
  intents: readonly Intent[],
  read: ClauseReader,
): Reading {
  const whole = read(joinClauses(clauses));
  if (clauses.length === 1) return whole;

  const readings = clauses.map(read);
  const weights = clauses.map((clause, index) => weightOf(clause, readings[index] as Reading, intents));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const probabilities = whole.probabilities.map((probability, at) => {
    const parts = readings.reduce(
      (sum, reading, index) =>
        sum + ((weights[index] as number) / total) * (reading.probabilities[at] as number),
      0,
    );
    return (probability + parts) / 2;
  });
  const holdsBusiness = readings.some((reading) => shareOf(reading, intents, "answered") >= ANSWERABLE);
  return { ...whole, probabilities: holdsBusiness ? withoutRefusal(probabilities, intents) : probabilities };
}

function weightOf(clause: Clause, reading: Reading, intents: readonly Intent[]): number {
  const subjects = clause.words.filter((word) => !isFunctionWord(word)).length;
  const weight = (1 + Math.min(subjects, MOST_SUBJECTS)) * (clause.isQuestion ? QUESTION : 1);
  return weight * (1 - shareOf(reading, intents, undefined) * (1 - SOCIAL));
}

function shareOf(reading: Reading, intents: readonly Intent[], ground: Ground | undefined): number {
  return intents.reduce(
    (sum, intent, index) =>
      groundOf(intent) === ground ? sum + (reading.probabilities[index] as number) : sum,
    0,
  );
}

function withoutRefusal(probabilities: Float64Array, intents: readonly Intent[]): Float64Array {
  const kept = probabilities.map((probability, at) =>
    groundOf(intents[at] as Intent) === "refused" ? 0 : probability,
  );
  const sum = kept.reduce((total, probability) => total + probability, 0);
  return kept.map((probability) => probability / sum);
}
