import type { Intent } from "../../workspace.ts";
import { type Sample, trainClassifier } from "./classifier.ts";
import { type Clause, joinClauses, readClauses } from "./clauses.ts";
import {
  countSubjects,
  describeStanding,
  type Ground,
  groundOf,
  measureFamiliarity,
  type Standing,
} from "./familiarity.ts";
import { add, type Features, readFeatures, type Stems } from "./features.ts";
import { kindredOf } from "./kindred-words.ts";
import { compileSpelling } from "./spelling.ts";
import { stem } from "./stem.ts";
import type { Word } from "./words.ts";

/** What a clause seems to want. */
export type Reading = {
  /** One per intent, in their order; they add up to 1. */
  probabilities: Float64Array;
  /** The share of its words that the intents speak of at all, function words included. */
  knownShare: number;
  /** It names subjects that no intent speaks of, and none that only refused intents do. */
  isStrange: boolean;
};
export type ClauseReader = (clause: Clause) => Reading;

/** By five-fold cross-validation over the seeded workspace's examples; the plateau is wide. */
const TRAINING = { rate: 0.4, decay: 0.001 };
/** A small company's examples are gone through more often, so that as much is learned from them. */
const EPOCHS = { least: 8, most: 60, samplesInAll: 6000 };
const STANDING = 0.5;
/** Stands for a word that was never seen, and while learning for a word that only one example has. */
const UNSEEN = "?";

type Example = { clause: Clause; stems: Word[]; label: number; ground: Ground | undefined };

/** Learns from the intents' own examples and descriptions. Pure; time is proportional to their words. */
export function learnIntents(intents: readonly Intent[]): ClauseReader {
  const examples = intents.flatMap(readExamples);
  const stemCounts = countEach(examples.flatMap(({ stems }) => [...new Set(stems)]));
  const familiarity = countSubjects([...examples, ...intents.map(readDescription)]);
  const known = new Set([
    ...stemCounts.keys(),
    ...familiarity.answered.keys(),
    ...familiarity.refused.keys(),
  ]);
  const spell = compileSpelling(countEach(examples.flatMap(({ clause }) => clause.words)));
  const samples = examples.flatMap(toSamples);
  const enough = Math.ceil(EPOCHS.samplesInAll / Math.max(1, samples.length));
  const epochs = Math.min(EPOCHS.most, Math.max(EPOCHS.least, enough));
  const classify = trainClassifier(samples, { ...TRAINING, epochs, classes: intents.length });

  return (clause) => {
    const said = clause.words.map(toKnownStem);
    const learnt = said.map((one) => (stemCounts.has(one) ? one : UNSEEN));
    const standing = measureFamiliarity(familiarity, said, undefined);
    return {
      probabilities: classify(showOf(clause, { said, learnt }, standing)),
      knownShare: said.filter((one) => one !== UNSEEN).length / said.length,
      isStrange: standing.unheard > 0 && standing.refusedOnly === 0,
    };
  };

  /** Each example twice when it has words of its own: as it is, and as if they had never been seen. */
  function toSamples({ clause, stems, label, ground }: Example): Sample[] {
    const weight = Math.sqrt(examples.length / intents.length / (intents[label] as Intent).examples.length);
    const standing = measureFamiliarity(familiarity, stems, ground);
    const sample = { features: showOf(clause, { said: stems, learnt: stems }, standing), label, weight };
    if (stems.every((one) => stemCounts.get(one) !== 1)) return [sample];
    const masked = stems.map((one) => (stemCounts.get(one) === 1 ? UNSEEN : one));
    return [sample, { features: showOf(clause, { said: stems, learnt: masked }, standing), label, weight }];
  }

  function toKnownStem(word: Word): Word {
    const base = stem(word);
    if (known.has(base) || kindredOf(base).length > 0) return base;
    const meant = spell(word);
    return meant === undefined ? UNSEEN : stem(meant);
  }
}

function readExamples(intent: Intent, label: number): Example[] {
  return intent.examples
    .map((text) => joinClauses(readClauses(text)))
    .filter((clause) => clause.words.length > 0)
    .map((clause) => ({ clause, stems: clause.words.map(stem), label, ground: groundOf(intent) }));
}

function readDescription(intent: Intent): { stems: Word[]; ground: Ground | undefined } {
  return { stems: joinClauses(readClauses(intent.description)).words.map(stem), ground: groundOf(intent) };
}

function showOf(clause: Clause, stems: Stems, standing: Standing): Features {
  const features = readFeatures(clause, stems);
  for (const name of describeStanding(standing)) add(features, name, STANDING);
  return features;
}

function countEach(words: readonly Word[]): Map<Word, number> {
  const counts = new Map<Word, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
