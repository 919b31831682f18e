import type { PersonaScores, Signal } from "../ai/score-persona.ts";

/** A signal with the visitor's own words that caused it. */
export type Evidence = Pick<Signal, "persona" | "strength" | "confidence"> & { words: string };

/** What we think the visitor is, and why. */
export type VisitorEstimate = { scores: PersonaScores; evidence: Evidence[] };

/** From this score on a persona counts as found. */
const foundFrom = 0.2;

/** The persona the visitor most seems to be, or undefined while none is found. */
export function likeliestPersona<P extends { id: string }>(
  personas: readonly P[],
  scores: PersonaScores,
): P | undefined {
  const score = (persona: P) => scores[persona.id] ?? 0;
  const [likeliest] = personas.toSorted((a, b) => score(b) - score(a));
  return likeliest && score(likeliest) >= foundFrom ? likeliest : undefined;
}

/** Evidence from signals; with the message they were found in, its exact words are quoted. */
export function evidenceOf(signals: readonly Signal[], message?: string): Evidence[] {
  return signals.map(({ persona, strength, confidence, keywords, start, end }) => ({
    persona,
    strength,
    confidence,
    words: message?.slice(start, end) || keywords.join(", "),
  }));
}
