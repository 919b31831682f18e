import type { JudgedCandidate } from "./rank-passages.ts";

/** The passage that comes nearest to a question that none answers. */
export type NearestPassage = {
  documentId: string;
  passageId: string;
  title: string;
  /** Where in the document it stands, its innermost heading. */
  heading: string;
  excerpt: string;
  /** A question that it does answer. */
  question: string | null;
  /** Part of the question that it mentions, 0 to 1. */
  share: number;
};

/** Less than this is not near: any passage shares a word with any question. */
const leastShare = 0.2;
const leastSimilarity = 0.25;
const excerptLength = 240;

/** Of candidates that were judged by the question the nearest, or undefined where none is near. */
export function nearestPassage(judged: readonly JudgedCandidate[]): NearestPassage | undefined {
  const near = judged.filter(
    ({ candidate, coverage }) =>
      coverage.share >= leastShare || (candidate.similarity ?? 0) >= leastSimilarity,
  );
  const worth = ({ candidate, coverage }: JudgedCandidate) =>
    coverage.share + 0.5 * (candidate.similarity ?? 0);
  const [best] = near.toSorted((one, other) => worth(other) - worth(one));
  if (!best) return undefined;
  const { documentId, passageId, title, headingPath, content, question } = best.candidate;
  return {
    ...{ documentId, passageId, title, question },
    heading: headingPath.at(-1) ?? title,
    excerpt: beginningOf(content),
    share: best.coverage.share,
  };
}

function beginningOf(content: string): string {
  const text = content.replace(/^#+\s.*\n+/, "");
  if (text.length <= excerptLength) return text;
  return text
    .slice(0, excerptLength)
    .replace(/\s+\S*$/u, "")
    .replace(/\p{Surrogate}$/u, "");
}
