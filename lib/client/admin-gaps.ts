/** What the console is told about questions that were not answered, as the admin API answers it. */

export const gapStates = ["open", "answered", "dismissed"] as const;
export type GapState = (typeof gapStates)[number];

/** Ids are null once the document is gone. */
export type GapPassage = {
  documentId: string | null;
  passageId: string | null;
  title: string;
  excerpt: string;
};

/** Questions that ask the same and got no answer. */
export type Gap = {
  id: string;
  state: GapState;
  /** The newest wording. */
  question: string;
  wordings: string[];
  /** How many different people asked, and how often in all. */
  visitors: number;
  asked: number;
  firstAskedAt: string;
  lastAskedAt: string;
  /** How often for which reason. */
  why: Partial<Record<GapReason, number>>;
  language: string;
  nearest: GapPassage | null;
  /** What a search finds now that was not nearest when it was asked. */
  found: GapPassage | null;
};

export type GapList = { gaps: Gap[]; counts: Record<GapState, number> };

export const gapReasons = {
  nothing_found: "Nothing found",
  nothing_exact: "Only something near",
  said_unknown: "The answer said it did not know",
  unsupported_claim: "A claim without a source was taken out",
  refused: "Turned back as off topic",
  rated_down: "Rated as a poor answer",
} as const;
type GapReason = keyof typeof gapReasons;

/** The reasons of a gap in words, the most frequent first. */
export function reasonsOf({ why }: Pick<Gap, "why">): string[] {
  return Object.entries(why)
    .toSorted(([, one], [, other]) => other - one)
    .flatMap(([reason]) => (reason in gapReasons ? [gapReasons[reason as GapReason]] : []));
}

/** A document to begin with for a gap: the question as its title, and under it what to answer. */
export function draftFor({ question, wordings }: Pick<Gap, "question" | "wordings">): {
  title: string;
  content: string;
} {
  const line = question.replace(/\s+/g, " ").trim();
  const title = line.length > 120 ? `${line.slice(0, 119).replace(/\s+\S*$/u, "")}…` : line;
  const others = wordings
    .filter((wording) => wording !== question)
    .map((wording) => wording.replace(/\s+/g, " "));
  const asked = others.length > 0 ? `\n\n${others.map((wording) => `## ${wording}\n`).join("\n")}` : "";
  return { title, content: `# ${title}\n\n${asked.trimStart()}` };
}
