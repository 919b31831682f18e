import type { TextRange } from "../knowledge/verbatim.ts";

/** Words by which a text commits the company: `start` to `end` are those of the word itself. */
export type Commitment = TextRange & { kind: "guarantee" | "always" | "never" | "free" | "will" };

const kinds: Record<Commitment["kind"], RegExp> = {
  guarantee:
    /\b(?:guarant(?:ee[sd]?|eeing|y)|garant\p{L}+|warrant(?:s|ed|y)?|promis(?:e[sd]?|ing)|risk-free|money[- ]back|full refund|refund(?:s|ed)?)\b/giu,
  always:
    /\b(?:always|in (?:all|every) cases?|without exception|every single|24\/7|around the clock|unlimited)\b/giu,
  never: /\b(?:never|under no circumstances|not once|no risk|zero risk)\b/giu,
  free: /\b(?:free of charge|for free|at no (?:extra |additional )?(?:cost|charge)|complimentary)\b/giu,
  will: /\b(?:will|['’]ll)\b/giu,
};

/** What a source may say of the same kind, so that the commitment is its own and not the answer's. */
const sourceWords: Record<Commitment["kind"], RegExp> = {
  guarantee:
    /\b(?:guarant\p{L}*|warrant\p{L}*|promis\p{L}*|commit\p{L}*|refund\p{L}*|credits?|risk-free|money[- ]back|service levels?|SLA|garant\p{L}*)\b/iu,
  always:
    /\b(?:always|every|each|all|must|any|only|24\/7|unlimited|around the clock|in (?:all|every) cases?)\b/iu,
  never: /\b(?:never|not?|none|nobody|nothing|without|cannot|no longer|must not)\b|n['’]t\b/iu,
  free: /\b(?:free|no (?:extra |additional )?(?:cost|charge|fee)|included?|complimentary|without charge)\b/iu,
  will: /\p{L}/u,
};

const denied =
  /\b(?:not|no|cannot|can['’]t|don['’]t|doesn['’]t|won['’]t|never|without|nor)\s+(?:\p{L}+\s+){0,2}$/iu;
/** Advice to the visitor, a rule of the trade: nobody is bound by it. */
const advises = /^\s*(?:[-*>]\s*)?(?:\*\*)?$|\b(?:should|must|you|your|to|who|that|which|they|it)\s+$/iu;
const company = /\b(?:we|us|our|ours)\b/iu;
const result =
  /^\s+(?:\p{L}+ly\s+)?(?:get|receive|save|gain|earn|recover|pay|double|triple|increase|see|reduce|cut|have)\b/iu;

/**
 * The commitments that a sentence makes for the company. A denial ("we cannot guarantee") makes none; "always" and
 * "never" as advice ("Always check the dates") make none; "will" makes one of the company (`names` are what it is
 * called) or of what the visitor gets.
 */
export function commitmentsIn(sentence: string, names: readonly string[]): Commitment[] {
  const ours = (before: string) =>
    company.test(before) || names.some((name) => before.toLowerCase().includes(name.toLowerCase()));
  const found: Commitment[] = [];
  for (const [kind, words] of Object.entries(kinds) as [Commitment["kind"], RegExp][]) {
    for (const match of sentence.matchAll(words)) {
      const start = match.index;
      const before = sentence.slice(0, start);
      const after = sentence.slice(start + match[0].length);
      if (denied.test(before)) continue;
      if ((kind === "always" || kind === "never") && advises.test(before) && !ours(before)) continue;
      if (
        kind === "will" &&
        !(ours(lastClause(before)) || (/\byou\s*$/iu.test(before) && result.test(after)))
      )
        continue;
      found.push({ kind, start, end: start + match[0].length });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

/** Whether a source's words commit in the same way. */
export function commitsAlike(source: string, kind: Commitment["kind"]): boolean {
  return sourceWords[kind].test(source);
}

function lastClause(before: string): string {
  return before.split(/[,;:—–]/u).at(-1) ?? "";
}
