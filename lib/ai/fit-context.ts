import type { RankedPassage } from "../knowledge/rank-passages.ts";

/** A part of the instructions. `rules` is never left out. */
export type PromptSection = {
  name: "about" | "voice" | "guidelines" | "intent" | "scores" | "application" | "rules";
  text: string;
};

/** One message and its answer, earlier in the conversation. */
export type EarlierTurn = { message: string; answer: string; tokens: number };

export type ContextParts = {
  /** In the order in which they stand in the prompt. */
  sections: PromptSection[];
  /** Best first. */
  passages: RankedPassage[];
  summary: string | null;
  /** Oldest first. */
  turns: EarlierTurn[];
  /** Of the visitor's message, which always stays whole. */
  messageTokens: number;
};

export type ContextRoom = {
  /** Of the prompt besides the visitor's message. */
  promptTokens: number;
  /** Of prompt and answer together, and what the answer needs of it. */
  window: number;
  answerTokens: number;
  count: (text: string) => number;
  passageTokens: (passage: RankedPassage) => number;
  exact: boolean;
};

/** What a turn's prompt was made of, kept with the turn for the operator. All figures but `leftOut.turns` and `kept` are tokens. */
export type ContextRecord = {
  budget: number;
  prompt: number;
  message: number;
  exact: boolean;
  kept: { turns: number; passages: number; summary: boolean };
  leftOut: {
    turns: number;
    passages: { passageId: string; documentId: string; title: string }[];
    summary: boolean;
    /** Sections that were left out or cut. */
    instructions: PromptSection["name"][];
  };
};

export type FittedContext = {
  sections: PromptSection[];
  passages: RankedPassage[];
  summary: string | null;
  turns: EarlierTurn[];
  record: ContextRecord;
};

/** The most of a voice that a prompt takes. */
export const voiceTokens = 600;

/** A message's frame, a blank line between parts, the words that announce the passages and a summary. */
const frameTokens = { message: 4, section: 2, passages: 40, summary: 30, prompt: 6 };

/** While there are more passages than this, an answer can do without the weakest sooner than without the turn before. */
const passagesBeforeLastTurn = 2;

/**
 * Fits a prompt to its budget and to the model's window. What does not fit is left out in this order: the oldest
 * turns, all but the last; the weakest passages, all but two; the last turn; the second passage, the summary, the
 * first passage; at last what is left of the instructions, the company's own words cut to what remains. The rules
 * always stay. Pure.
 */
export function fitContext(parts: ContextParts, room: ContextRoom): FittedContext {
  const message = parts.messageTokens + frameTokens.message;
  const inWindow = room.window - room.answerTokens - message;
  const budget = Math.max(0, Math.min(room.promptTokens, inWindow));
  const kept = everythingOf(parts, room);
  leaveOut(kept, budget, room.count);
  return {
    sections: kept.sections,
    passages: parts.passages.slice(0, kept.passages),
    summary: kept.summary ? parts.summary : null,
    turns: parts.turns.slice(parts.turns.length - kept.turns),
    record: {
      budget,
      prompt: tokensOf(kept),
      message,
      exact: room.exact,
      kept: { turns: kept.turns, passages: kept.passages, summary: kept.summary },
      leftOut: leftOutOf(parts, kept),
    },
  };
}

/** What is still in the prompt, and what each part takes of it, in tokens. It shrinks until it fits. */
type Kept = {
  /** The newest so many. */
  turns: number;
  /** The best so many. */
  passages: number;
  summary: boolean;
  sections: PromptSection[];
  costs: { turns: number[]; passages: number[]; summary: number; sections: Map<string, number> };
};

/** All that there is, but for a voice beyond its own limit. */
function everythingOf(parts: ContextParts, { count, passageTokens }: ContextRoom): Kept {
  const sections = parts.sections.map((section) =>
    section.name === "voice" ? { ...section, text: cutTo(section.text, voiceTokens, count) } : section,
  );
  return {
    turns: parts.turns.length,
    passages: parts.passages.length,
    summary: parts.summary !== null,
    sections,
    costs: {
      turns: parts.turns.map(({ tokens }) => tokens + 2 * frameTokens.message),
      passages: parts.passages.map(passageTokens),
      summary: parts.summary === null ? 0 : count(parts.summary) + frameTokens.summary,
      sections: new Map(sections.map(({ name, text }) => [name, count(text) + frameTokens.section])),
    },
  };
}

function tokensOf({ turns, passages, summary, sections, costs }: Kept): number {
  return (
    frameTokens.prompt +
    frameTokens.passages +
    sum(costs.turns.slice(costs.turns.length - turns)) +
    sum(costs.passages.slice(0, passages)) +
    (summary ? costs.summary : 0) +
    sum(sections.map(({ name }) => costs.sections.get(name) ?? 0))
  );
}

/** Takes parts out of `kept`, in their order, until it fits. */
function leaveOut(kept: Kept, budget: number, count: ContextRoom["count"]): void {
  const isTooMuch = () => tokensOf(kept) > budget;
  while (isTooMuch() && kept.turns > 1) kept.turns -= 1;
  while (isTooMuch() && kept.passages > passagesBeforeLastTurn) kept.passages -= 1;
  const without = (name: PromptSection["name"]) => () => {
    kept.sections = kept.sections.filter((section) => section.name !== name);
  };
  const cut = (name: PromptSection["name"]) => () => cutSection(kept, name, { budget, count });
  const lastly = [
    () => (kept.turns = 0),
    () => (kept.passages = Math.min(kept.passages, 1)),
    () => (kept.summary = false),
    () => (kept.passages = 0),
    without("scores"),
    without("intent"),
    cut("application"),
    cut("voice"),
    cut("guidelines"),
    cut("about"),
  ];
  for (const takeOut of lastly) if (isTooMuch()) takeOut();
}

/** Cuts a section to what the others leave it. */
function cutSection(
  kept: Kept,
  name: PromptSection["name"],
  { budget, count }: { budget: number; count: ContextRoom["count"] },
): void {
  const section = kept.sections.find((one) => one.name === name);
  if (!section) return;
  const others = tokensOf(kept) - (kept.costs.sections.get(name) ?? 0);
  const text = cutTo(section.text, budget - others - frameTokens.section, count);
  kept.sections = kept.sections.flatMap((one) => (one !== section ? one : text ? { name, text } : []));
  kept.costs.sections.set(name, count(text) + frameTokens.section);
}

function leftOutOf(parts: ContextParts, kept: Kept): ContextRecord["leftOut"] {
  const left = new Map(kept.sections.map(({ name, text }) => [name, text]));
  return {
    turns: parts.turns.length - kept.turns,
    passages: parts.passages
      .slice(kept.passages)
      .map(({ passageId, documentId, title }) => ({ passageId, documentId, title })),
    summary: parts.summary !== null && !kept.summary,
    instructions: parts.sections.filter(({ name, text }) => left.get(name) !== text).map(({ name }) => name),
  };
}

/** The beginning of a text that has no more tokens than this, cut at a word; mostly the text itself. */
function cutTo(text: string, tokens: number, count: (text: string) => number): string {
  if (count(text) <= tokens) return text;
  const words = text.match(/\s*\S+/g) ?? [];
  let fits = 0;
  let tooMany = words.length;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (count(words.slice(0, middle).join("")) <= tokens) fits = middle;
    else tooMany = middle;
  }
  return words.slice(0, fits).join("").trim();
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
