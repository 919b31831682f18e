import type { PersonaScores, Signal } from "../ai/score-persona.ts";

/** A signal as the session tells it: with the message it was found in, or without one when it is a correction. */
export type SessionSignal = Omit<Signal, "start" | "end"> & {
  start: number | null;
  end: number | null;
  message?: string | null;
};

/** One reason for what we think: the visitor's own words, or null where they corrected us. */
export type Evidence = Pick<Signal, "persona" | "strength" | "confidence"> & { words: string | null };

/** What we think the visitor is, and why. */
export type VisitorEstimate = { scores: PersonaScores; evidence: Evidence[] };

/** From this score on a persona counts as found. */
const foundFrom = 0.2;
/** Words that lie far apart are listed; the stretch between them would say nothing. */
const longestQuote = 80;

/** The persona the visitor most seems to be, or undefined while none is found. */
export function likeliestPersona<P extends { id: string }>(
  personas: readonly P[],
  scores: PersonaScores,
): P | undefined {
  const score = (persona: P) => scores[persona.id] ?? 0;
  const [likeliest] = personas.toSorted((a, b) => score(b) - score(a));
  return likeliest && score(likeliest) >= foundFrom ? likeliest : undefined;
}

/** Evidence from signals, in the exact words of the message each was found in. */
export function evidenceOf(signals: readonly SessionSignal[]): Evidence[] {
  return signals.map((signal) => {
    const { persona, strength, confidence } = signal;
    return { persona, strength, confidence, words: wordsOf(signal) };
  });
}

function wordsOf({ message, keywords, start, end }: SessionSignal): string | null {
  if (message == null || start === null || end === null) return keywords.join(", ") || null;
  const quote = message.slice(start, end);
  return quote.length <= longestQuote ? quote : keywords.join(", ");
}
