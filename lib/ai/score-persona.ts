import type { Persona } from "../workspace.ts";
import { attributeClauses } from "./persona/attribute-clauses.ts";
import { splitClauses } from "./persona/clauses.ts";
import { evidenceIn } from "./persona/evidence.ts";
import { learnPersonas } from "./persona/learn-personas.ts";
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

/** A message of the visitor API has at most 4,000 characters; what is longer is not read. */
const readCharacters = 4_000;
const readWords = 800;

/**
 * Builds the scorer of a workspace from its personas' names, descriptions, examples and counter-examples;
 * about 100 ms, so once per version of the workspace. The scorer gives at most one signal per persona and
 * message, strongest first; it calls no model, depends on nothing but its argument, and takes any string.
 */
export function compilePersonaScorer(personas: Persona[]): PersonaScorer {
  const knowledge = learnPersonas(personas);
  return (message) => {
    const read = message.slice(0, readCharacters);
    const words = knowledge.respell(tokenise(read).slice(0, readWords));
    const clauses = splitClauses(withoutQuotedSpeech(read, words));
    const isSomebodyElse = clauses.some((clause) => claimsOtherRole(clause, knowledge));
    const statements = isSomebodyElse ? [] : attributeClauses(clauses, knowledge.isTitle);
    return evidenceIn(statements, knowledge)
      .map(({ classIndex, ...evidence }) => ({
        persona: personas[classIndex]?.id ?? "",
        strength: evidence.strength,
        confidence: evidence.confidence,
        keywords: evidence.words.map((word) => message.slice(word.start, word.end)),
        start: Math.min(...evidence.words.map((word) => word.start)),
        end: Math.max(...evidence.words.map((word) => word.end)),
      }))
      .sort((a, b) => b.confidence - a.confidence);
  };
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
