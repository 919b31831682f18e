import { definitionOf, holdsDefinition } from "./definition.ts";
import { bestCoverage, evidenceOf, type PassageWords } from "./evidence.ts";
import { meaningWeight } from "./meaning-weight.ts";
import { passageParts } from "./passage-parts.ts";
import { passageText } from "./passage-text.ts";
import { phraseShares } from "./phrases.ts";
import {
  type Coverage,
  correctTerms,
  mentionsOfParts,
  readWords,
  type TextWords,
  termsOf,
} from "./question-coverage.ts";
import { resembleBest } from "./resemble-best.ts";
import { sayTheSame } from "./say-the-same.ts";
import { spreadPassages } from "./spread-passages.ts";

/** A candidate as find_passages (supabase/routines) returns it; one of the two ranks is set, or both. */
export type PassageCandidate = {
  passageId: string;
  documentId: string;
  title: string;
  url: string | null;
  tags: string[];
  sample: boolean;
  headingPath: string[];
  content: string;
  /** Read before the content and never cited: the header of a table that it begins in the middle of. */
  context?: string | null;
  /** Of a paged source, from 1. */
  page?: number | null;
  start: number;
  end: number;
  question: string | null;
  /** Of the passage as a prompt quotes it (o200k); null where it was not counted yet. */
  tokens?: number | null;
  lexicalRank: number | null;
  lexicalScore: number | null;
  vectorRank: number | null;
  similarity: number | null;
  /** When its document was last changed (ISO 8601), where that is known. */
  updatedAt?: string | null;
};

/** A passage to answer from. `content` stands verbatim at `start` to `end` of its document's text. */
export type RankedPassage = {
  passageId: string;
  documentId: string;
  title: string;
  url?: string;
  tags: string[];
  /** The document holds sample data of a demonstration, not a company's facts. */
  sample: boolean;
  headingPath: string[];
  content: string;
  /** Read before the content and never cited: the header of a table that it begins in the middle of. */
  context?: string | null;
  /** Of a paged source, from 1. */
  page?: number | null;
  start: number;
  end: number;
  /** A question it answers, for follow-ups. */
  question: string | null;
  /** As a prompt quotes it (o200k); null where it was not counted yet. */
  tokens?: number | null;
  score: number;
  lexicalRank: number | null;
  vectorRank: number | null;
  /**
   * What the score is made of: score = (words + meaning + coverage + alike + model) × lift. `model`: by how much a model
   * raised or lowered it (reorder-passages.ts), where one did.
   */
  contributions: Relevance & { lift: number; model?: number };
};

/**
 * What speaks for a passage whoever asks. `coverage`: that it mentions what the question asks, its phrases too, and says
 * what it asks for a definition of. `alike`: that it resembles the best of the candidates.
 */
type Relevance = { words: number; meaning: number; coverage: number; alike: number };

/** `question`: what was searched for; `embeddingModel`: of the vectors that were compared. */
export type Asked = { question: string; embeddingModel: string };

export type Ranking = {
  /** 0 to 1 for each persona; a document tagged with a persona's id is lifted by it. */
  personaScores: Record<string, number>;
  /** A document with one of these tags is lifted (an intent's outcome). */
  documentTags: readonly string[];
  /** Set: documents changed lately are lifted a little (milliseconds since 1970). */
  now?: number;
  limit: number;
};

/**
 * What the words are worth beside the vectors (meaning-weight.ts), the best of each half being 1. Both say by their
 * scores how sure they are, which ranks would hide. Weights were measured on questions that are not the sample
 * company's (npm run eval).
 */
const wordsWeight = 1;
/** The share of the question that a passage mentions: it knows misspellings and synonyms. */
const coverageWeight = 0.1;
/** The share of the question's phrases that a passage has. */
const phraseWeight = 1;
/** Who asks what a thing is, is answered by the passage that says so, whatever else speaks of the thing more often. */
const definitionWeight = 1;
/** A few candidates tell little about what marks the best of them: with this many the weight is half. */
const alikeWeight = 2.2;
const alikeHalf = 60;
const personaLift = 0.2;
const intentLift = 0.35;
const freshnessLift = 0.05;
const freshnessHalfLifeMs = 365 * 24 * 3_600_000;

/**
 * Orders candidates, best first: fuses what words and vectors say, looks what marks the best and lifts what
 * resembles them, lifts gently for the visitor, the intent and freshness, and spreads over documents. It leaves
 * nothing out but what says the same again: whether the knowledge base has anything on the question is
 * knows-answer.ts's to say. Pure; some 2 ms for 150 candidates.
 */
export function rankPassages(candidates: PassageCandidate[], ranking: Asked & Ranking): RankedPassage[] {
  return rankJudged(judgeCandidates(candidates, ranking), ranking);
}

/** A candidate with what speaks for it, and how much of the question it covers. */
export type JudgedCandidate = {
  candidate: PassageCandidate;
  text: TextWords;
  coverage: Coverage;
  /** That it is about the question at all (evidence.ts). */
  evidence: number;
  relevance: Relevance;
};

/** The part of the ranking that needs the question alone, so that a turn can do it while its visitor is looked up. */
export function judgeCandidates(candidates: PassageCandidate[], asked: Asked): JudgedCandidate[] {
  const passages = candidates.map(wordsOfPassage);
  const texts = passages.map(({ whole }) => whole);
  const terms = correctTerms(termsOf(asked.question), texts);
  const mentions = passages.map((passage) => mentionsOfParts(terms, passage));
  const coverages = mentions.map((ofParts) => bestCoverage(terms, ofParts));
  const evidences = evidenceOf(candidates, {
    passages,
    terms,
    mentions,
    coverages,
    embeddingModel: asked.embeddingModel,
  });
  const defines = definitionOf(asked.question, terms);
  const definition = ({ content }: PassageCandidate) =>
    defines && holdsDefinition(content, defines) ? definitionWeight : 0;
  const words = shareOfBest(candidates.map(({ lexicalScore }) => lexicalScore));
  const meaning = shareOfBest(candidates.map(({ similarity }) => similarity));
  const ofMeaning = meaningWeight(asked.embeddingModel, terms.length);
  const phrases = phraseShares(asked.question, texts);
  const first = candidates.map((candidate, index) => ({
    words: wordsWeight * (words[index] ?? 0),
    meaning: ofMeaning * (meaning[index] ?? 0),
    coverage:
      coverageWeight * (coverages[index]?.share ?? 0) +
      phraseWeight * (phrases[index] ?? 0) +
      definition(candidate),
  }));
  const alike = resembleBest(
    texts.map(({ counted }) => counted),
    first.map((part) => part.words + part.meaning + part.coverage),
  );
  const weight = (alikeWeight * candidates.length) / (candidates.length + alikeHalf);
  return candidates.map((candidate, index) => ({
    candidate,
    text: texts[index] as TextWords,
    coverage: coverages[index] as Coverage,
    evidence: evidences[index] as number,
    relevance: { ...(first[index] as (typeof first)[number]), alike: weight * (alike[index] ?? 0) },
  }));
}

/** 1 for the best, 0 for the least that was found; what a half did not find is no better than that. */
function shareOfBest(scores: readonly (number | null)[]): number[] {
  const found = scores.filter((score) => score !== null);
  const best = Math.max(...found);
  const least = found.length > 1 ? Math.min(...found) : 0;
  const range = best - least;
  return scores.map((score) => (score === null ? 0 : range > 0 ? (score - least) / range : 1));
}

/** A snapshot's passages are the same objects from turn to turn: their long texts need not be put together to be known again. */
const known = new Map<string, { content: string; words: PassageWords }>();
const mostKnown = 4_000;

function wordsOfPassage(candidate: PassageCandidate): PassageWords {
  const before = known.get(candidate.passageId);
  if (before?.content === candidate.content) return before.words;
  if (known.size >= mostKnown) known.clear();
  const words = { whole: readWords(passageText(candidate)), parts: passageParts(candidate).map(readWords) };
  known.set(candidate.passageId, { content: candidate.content, words });
  return words;
}

/** The rest of `rankPassages`, for candidates that were judged by the same question. */
export function rankJudged(judged: JudgedCandidate[], ranking: Ranking): RankedPassage[] {
  const scored = judged.map((one) => scoreOf(one, ranking));
  const { limit } = ranking;
  const saysTheSame = (one: Scored, better: Scored) => sayTheSame(one.judged.text, better.judged.text);
  return spreadPassages(scored, { limit, saysTheSame }).map(toRanked);
}

/** A candidate of a ranking: only what is taken is made a passage of. */
type Scored = { judged: JudgedCandidate; documentId: string; score: number; lift: number };

function scoreOf(judged: JudgedCandidate, ranking: Ranking): Scored {
  const { words, meaning, coverage, alike } = judged.relevance;
  const lift = liftOf(judged.candidate, ranking);
  const score = (words + meaning + coverage + alike) * lift;
  return { judged, documentId: judged.candidate.documentId, score, lift };
}

function toRanked({ judged: { candidate, relevance }, score, lift }: Scored): RankedPassage {
  const { url, lexicalScore: _, similarity: __, updatedAt: ___, ...passage } = candidate;
  return { ...passage, ...(url !== null && { url }), score, contributions: { ...relevance, lift } };
}

function liftOf(
  { tags, updatedAt }: PassageCandidate,
  { personaScores, documentTags, now }: Ranking,
): number {
  const persona = Math.max(0, ...tags.map((tag) => personaScores[tag] ?? 0));
  const intent = tags.some((tag) => documentTags.includes(tag)) ? intentLift : 0;
  return 1 + personaLift * Math.min(1, persona) + intent + freshnessOf(updatedAt, now);
}

function freshnessOf(updatedAt: string | null | undefined, now: number | undefined): number {
  if (!updatedAt || now === undefined) return 0;
  const ageMs = Math.max(0, now - Date.parse(updatedAt));
  return freshnessLift * 0.5 ** (ageMs / freshnessHalfLifeMs);
}
