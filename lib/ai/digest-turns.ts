import { sentencesOf } from "../knowledge/split-sentences.ts";

/** One message and its answer, as far as a summary is concerned. */
export type ToldTurn = { message: string; answer: string };

/** A statement of the conversation that must not get lost, in its own words. */
export type Fact = { by: "visitor" | "assistant"; text: string };

/**
 * What a conversation's turns say that must not get lost, without a model: the visitor's statements about
 * themselves (who, how many, what they must and must not, what was decided), and what the answers say in numbers
 * and names; each once, in the order said. Pure.
 */
export function factsOf(turns: readonly ToldTurn[]): Fact[] {
  const facts = new Map<string, Fact>();
  for (const { message, answer } of turns) {
    for (const text of statementsOf(message)) {
      if (isAboutVisitor(text) || isTelling(text)) keep(facts, { by: "visitor", text });
    }
    for (const text of statementsOf(answer)) {
      if (hasFigure(text)) keep(facts, { by: "assistant", text });
    }
  }
  return [...facts.values()];
}

/**
 * The facts as lines of a summary that has at most so many tokens. Where they are too many, the assistant's go
 * first (they stand in the knowledge base), the oldest before the newer; then the visitor's without a figure.
 */
export function digestOf(facts: readonly Fact[], { most, count }: DigestRoom): string {
  let kept = [...facts];
  const tokens = new Map(facts.map((fact) => [fact, count(lineOf(fact)) + 1]));
  let total = [...tokens.values()].reduce((sum, one) => sum + one, 0);
  const dispensable: ((fact: Fact) => boolean)[] = [
    ({ by }) => by === "assistant",
    ({ text }) => !hasFigure(text) && !isBinding(text),
    () => true,
  ];
  for (const isDispensable of dispensable) {
    const leaving = new Set<Fact>();
    for (const fact of kept) {
      if (total <= most) break;
      if (!isDispensable(fact)) continue;
      leaving.add(fact);
      total -= tokens.get(fact) ?? 0;
    }
    kept = kept.filter((fact) => !leaving.has(fact));
  }
  return kept.map(lineOf).join("\n");
}

type DigestRoom = { most: number; count: (text: string) => number };

/** The numbers and names of the visitor's statements that a text does not hold: what a model's summary forgot. */
export function missingFrom(summary: string, facts: readonly Fact[]): Fact[] {
  const told = normal(summary);
  return facts.filter(
    ({ by, text }) => by === "visitor" && marksOf(text).some((mark) => !told.includes(normal(mark))),
  );
}

/** The lines of an earlier summary, as facts again. */
export function factsOfDigest(digest: string): Fact[] {
  return digest.split("\n").flatMap((line): Fact[] => {
    const [, who, text] = /^- (Visitor|Assistant): (.+)$/.exec(line) ?? [];
    if (who && text) return [{ by: who === "Visitor" ? "visitor" : "assistant", text }];
    // A model's own form of line is nobody's words and must not get lost either.
    const words = line.replace(/^[-*]\s+/, "").trim();
    return words === "" ? [] : [{ by: "visitor", text: words }];
  });
}

function lineOf({ by, text }: Fact): string {
  return `- ${by === "visitor" ? "Visitor" : "Assistant"}: ${text}`;
}

const longestStatement = 240;

function statementsOf(text: string): string[] {
  return sentencesOf(text)
    .filter(({ kind }) => kind !== "heading")
    .map(({ text: sentence }) =>
      sentence
        .replace(/\s?\[\d{1,3}\]/g, "")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .map((sentence) => shortened(sentence))
    .filter((sentence) => sentence !== "");
}

function shortened(sentence: string): string {
  if (sentence.length <= longestStatement) return sentence;
  return `${sentence
    .slice(0, longestStatement)
    .replace(/\s+\S*$/u, "")
    .replace(/\p{Surrogate}$/u, "")}…`;
}

function keep(facts: Map<string, Fact>, fact: Fact): void {
  const key = normal(fact.text);
  if (!facts.has(key)) facts.set(key, fact);
}

/** "We run 20 trucks", "my budget", "call me Dana": who they are, not what they ask in general. */
function isAboutVisitor(sentence: string): boolean {
  return /\b(i|i'm|we|we're|we've|i've|my|our|ours|mine|me|us)\b/i.test(sentence.replaceAll("’", "'"));
}

/** A number, a date, an amount, a condition or a decision, whoever it is about. */
function isTelling(sentence: string): boolean {
  return hasFigure(sentence) || isBinding(sentence);
}

function hasFigure(sentence: string): boolean {
  return /\p{N}/u.test(sentence.replace(/^\s*\d{1,3}[.)]\s/, ""));
}

/** A condition, a wish or a decision, which an answer must respect. */
function isBinding(sentence: string): boolean {
  return /\b(must|need|needs|require|requires|only|never|always|not|no|can't|cannot|won't|don't|without|except|decided|agreed|chose|prefer|want|deadline|budget|by (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december))\b/i.test(
    sentence.replaceAll("’", "'"),
  );
}

/** Figures and capitalised names within a sentence: what can be looked for word for word. */
function marksOf(sentence: string): string[] {
  const figures = sentence.match(/\p{N}[\p{N}.,]*\p{N}|\p{N}/gu) ?? [];
  const names = [...sentence.matchAll(/(?<=\S\s)(?:\p{Lu}[\p{L}\p{N}&.-]*\p{L})/gu)].map(([name]) => name);
  return [...figures, ...names.filter((name) => !/^I(['’]\p{L}+)?$/u.test(name))];
}

function normal(text: string): string {
  return text
    .toLowerCase()
    .replace(/(?<=\d),(?=\d)/g, "")
    .replace(/\s+/g, " ");
}
