import type { Persona } from "../workspace.ts";
import { attributeClauses, type Statement } from "./persona/attribute-clauses.ts";
import { splitClauses } from "./persona/clauses.ts";
import { evidenceIn } from "./persona/evidence.ts";
import { learnPersonas, type PersonaKnowledge } from "./persona/learn-personas.ts";
import { claimsOtherRole } from "./persona/other-roles.ts";
import { withoutQuotedSpeech } from "./persona/quoted-speech.ts";
import { tokenise } from "./persona/tokenise.ts";

/**
 * One piece of evidence for who the visitor is. `confidence` is what it adds to the score (0.3, 0.2, 0.1);
 * `start` and `end` are UTF-16 offsets in the message of the words that caused it.
 */
export type Signal = {
  persona: string;
  strength: "STRONG" | "MEDIUM" | "WEAK";
  confidence: number;
  keywords: string[];
  start: number;
  end: number;
};

/** Persona id → score from 0 to 1; every persona of the workspace is present. */
export type PersonaScores = Record<string, number>;

export type PersonaScorer = (message: string) => Signal[];

/**
 * A message of the visitor API has at most 4,000 characters; what is longer is not read. Of a long message
 * its beginning and its end are, so that the longest takes less than 2 ms.
 */
const readCharacters = 4_000;
const readWords = { first: 140, last: 60 };
const readClauses = { first: 30, last: 15 };
const warmUpExamples = 6;

/**
 * Builds the scorer of a workspace from its personas' names, descriptions, examples and counter-examples;
 * about 100 ms, so once per version of the workspace. The scorer gives at most one signal per persona and
 * message, strongest first; it calls no model, depends on nothing but its argument, and takes any string.
 */
export function compilePersonaScorer(personas: Persona[]): PersonaScorer {
  const knowledge = learnPersonas(personas);
  const score: PersonaScorer = (message) =>
    evidenceIn(statementsOf(message, knowledge), knowledge)
      .map(({ classIndex, strength, confidence, words }) => ({
        persona: personas[classIndex]?.id ?? "",
        strength,
        confidence,
        keywords: [...new Set(words.map((word) => message.slice(word.start, word.end)))],
        start: Math.min(...words.map((word) => word.start)),
        end: Math.max(...words.map((word) => word.end)),
      }))
      .sort((a, b) => b.confidence - a.confidence);
  // The first visitor must not wait for the patterns to be compiled.
  for (const { examples } of personas) score(examples.slice(0, warmUpExamples).join(". "));
  return score;
}

/** What the message says of the visitor. Nothing, if they say that they are somebody else altogether. */
function statementsOf(message: string, knowledge: PersonaKnowledge): Statement[] {
  const read = message.slice(0, readCharacters);
  const words = knowledge.respell(beginningAndEnd(tokenise(read), readWords));
  const clauses = beginningAndEnd(splitClauses(withoutQuotedSpeech(read, words)), readClauses);
  if (clauses.some((clause) => claimsOtherRole(clause, knowledge))) return [];
  return attributeClauses(clauses, knowledge.isTitle);
}

function beginningAndEnd<Item>(items: Item[], { first, last }: { first: number; last: number }): Item[] {
  return items.length <= first + last ? items : [...items.slice(0, first), ...items.slice(-last)];
}

/**
 * The score of each persona: the sum of its evidence, kept within 0 and 1. Summed in thousandths, so that
 * taking a message away restores the scores exactly.
 */
export function sumSignals(
  personas: Persona[],
  signals: Pick<Signal, "persona" | "confidence">[],
): PersonaScores {
  const thousandths = new Map(personas.map(({ id }) => [id, 0]));
  for (const { persona, confidence } of signals) {
    const sum = thousandths.get(persona);
    if (sum !== undefined) thousandths.set(persona, sum + Math.round(confidence * 1000));
  }
  return Object.fromEntries(
    [...thousandths].map(([id, sum]) => [id, Math.min(1000, Math.max(0, sum)) / 1000]),
  );
}
