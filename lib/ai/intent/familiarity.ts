import type { Intent } from "../../workspace.ts";
import { everydayWords } from "./everyday-words.ts";
import { stem } from "./stem.ts";
import { isFunctionWord, type Word } from "./words.ts";

/**
 * Which subjects the company's own intents speak of, and how often. A message about nothing of that
 * is likely, though not certainly, off the subject; one that names any of it hardly is.
 */
export type Familiarity = Record<Ground, Map<Word, number>>;

/** Whether an intent is answered or turned back; social replies have no subject. */
export type Ground = "answered" | "refused";

export type Standing = {
  subjects: number;
  /** Subjects that answered intents speak of, and those of them that no refused intent does. */
  answered: number;
  answeredOnly: number;
  /** Subjects that only refused intents speak of. */
  refusedOnly: number;
  /** Subjects that no intent speaks of. */
  unheard: number;
};

export function groundOf({ outcome }: Intent): Ground | undefined {
  if (outcome.refusal !== undefined) return "refused";
  return outcome.reply === undefined ? "answered" : undefined;
}

/**
 * Counts, on each ground, in how many of these texts each stem occurs. Everyday subjects that no
 * answered text speaks of count as refused ones.
 */
export function countSubjects(
  texts: readonly { stems: readonly Word[]; ground: Ground | undefined }[],
): Familiarity {
  const familiarity: Familiarity = { answered: new Map(), refused: new Map() };
  for (const { stems, ground } of texts) {
    if (!ground) continue;
    const counts = familiarity[ground];
    for (const subject of new Set(stems)) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  }
  for (const word of everydayWords) {
    const subject = stem(word);
    if (familiarity.answered.has(subject)) continue;
    familiarity.refused.set(subject, (familiarity.refused.get(subject) ?? 0) + 1);
  }
  return familiarity;
}

/**
 * Where the subjects among these stems stand. While learning, `own` names the ground on which the
 * text itself was counted and takes it out again, so that the classifier sees its examples as it
 * will see a stranger's message.
 */
export function measureFamiliarity(
  familiarity: Familiarity,
  stems: readonly Word[],
  own: Ground | undefined,
): Standing {
  const standing: Standing = { subjects: 0, answered: 0, answeredOnly: 0, refusedOnly: 0, unheard: 0 };
  for (const subject of new Set(stems)) {
    if (isFunctionWord(subject)) continue;
    const isAnswered = (familiarity.answered.get(subject) ?? 0) > (own === "answered" ? 1 : 0);
    const isRefused = (familiarity.refused.get(subject) ?? 0) > (own === "refused" ? 1 : 0);
    standing.subjects++;
    if (isAnswered) standing.answered++;
    if (isAnswered && !isRefused) standing.answeredOnly++;
    if (isRefused && !isAnswered) standing.refusedOnly++;
    if (!isAnswered && !isRefused) standing.unheard++;
  }
  return standing;
}

/** The standing in words that the classifier can weigh beside the stems. */
export function describeStanding(standing: Standing): string[] {
  if (standing.subjects === 0) return ["familiar:no-subject"];
  return [
    `familiar:share-${Math.ceil((3 * standing.answered) / standing.subjects)}`,
    `familiar:count-${Math.min(standing.answered, 3)}`,
    `familiar:only-${Math.min(standing.answeredOnly, 3)}`,
    `familiar:refused-${Math.min(standing.refusedOnly, 2)}`,
    `familiar:unheard-${Math.ceil((3 * standing.unheard) / standing.subjects)}`,
  ];
}
