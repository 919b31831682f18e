import { type Clause, clauseText } from "./clauses.ts";
import { notMine } from "./not-mine.ts";
import { notNow } from "./not-now.ts";
import { notThis } from "./not-this.ts";
import { backToVisitor, ownPeopleSay, subjectIsOther } from "./other-speakers.ts";
import { functionWords, type Word } from "./tokenise.ts";

/** Words that speak of the visitor. `sentence` numbers the sentence they stand in. */
export type Statement = { words: Word[]; sentence: number };

const cues = [...notNow, ...notThis, ...notMine];

const connectors =
  /^(?:(?:and|but|so|also|well|now|then|because|since|although|though|while|whereas|however|plus|or|instead|yes|hi|hello|hey|ok|okay|honestly|actually|look|listen|sorry|today|currently|these days|at the moment|by the way|in fact|anyway) )+/;
/** A clause that stands on its own feet; any other one goes on with the clause before it. */
const ownStart =
  /^(?:i|we|my|our|me|us|as|what|how|when|where|why|can|could|do|does|did|is|are|will|would|should|has|have|show|give|tell|help|find|need|needs|want|looking|wondering|please|just|only|but|now|there|you|your|today|these days|currently|it|this|that|they|nowadays|(?:the|its|his|her) (?:\w+ ){1,3}?(?:is|are|has|have|was|keeps?|needs?))\b/;

/**
 * Keeps what the visitor says of their own present situation, and leaves out what is said of other people,
 * of the past, of a dream, and what is put aside or denied.
 */
export function attributeClauses(clauses: readonly Clause[], isTitle: TitleTest): Statement[] {
  const statements: Statement[] = [];
  let sentence = 0;
  let droppedBefore = false;
  let lastThirdPerson: "own" | "other" | undefined;
  for (const clause of clauses) {
    if (clause.opening === "sentence") sentence += 1;
    const continues = clause.opening !== "sentence" && clause.opening !== "contrast" && !standsAlone(clause);
    const speaker = isAboutTitle(clause, isTitle)
      ? ({ kind: "other", visitorFrom: whereVisitorReturns(clause.words) } as const)
      : speakerOf(clause, lastThirdPerson);
    if (speaker.kind !== "visitor") lastThirdPerson = speaker.kind;
    const kept: Word[] = continues && droppedBefore ? [] : keptWords(clause.words, speaker, isTitle);
    droppedBefore = kept.length === 0 || (continues && droppedBefore) || endsDropped(clause.words, kept);
    if (isRefusalOfLast(clause)) statements.pop();
    if (kept.length > 0) statements.push({ words: kept, sentence });
  }
  return statements;
}

function plain(words: readonly Word[]): string {
  return clauseText(words).text.replace(connectors, "");
}

function standsAlone(clause: Clause): boolean {
  const text = plain(clause.words);
  return (
    ownStart.test(text) ||
    (clause.opening === "and" && /^(?:which|who)\b/.test(text)) ||
    /^(?:now|today|currently|these days)\b/.test(clauseText(clause.words).text)
  );
}

function endsDropped(words: readonly Word[], kept: readonly Word[]): boolean {
  return kept.at(-1) !== words.at(-1);
}

/** "The CFO says we need a new CRM. I don't." takes back what was said before. */
function isRefusalOfLast(clause: Clause): boolean {
  return /^(?:(?:i|we) (?:do|did|am|are) not|not me|not us|not really|i disagree|asking for (?:a friend|someone else|somebody else)|(?:that is |it is )?not (?:really )?(?:my|our) (?:\w+ )?(?:problem|job|issue|concern|area|department|business|thing))$/.test(
    plain(clause.words),
  );
}

const titleSubject =
  /^(?:(?:and|but|so|because|well|then|though|although|since) )*(?:(?:is|was|has|does|did) )?(?:the|a|an|our|my|your|his|her|their|this|that|some|every|another|one) (?=\w)/;

/** One's own people count as others only when they decide or are something; what they work on is one's own. */
const actsForItself =
  /^(?:\w+ ){2,6}?(?:is|was|has|had|thinks|loves|likes|hates|cares|says|insists|decided|picked|chose|bought|handles|does|runs|manages|owns|asked|told|said|left|quit|sent|\w{3,}ed)\b/;

type TitleTest = (word: Word) => boolean;

/** `visitor`: the visitor or nobody in particular; `own`: the visitor's people or things; `other`: somebody else. */
type Speaker = { kind: "visitor" | "own" } | { kind: "other"; visitorFrom: number | undefined };

function speakerOf(clause: Clause, lastThirdPerson: "own" | "other" | undefined): Speaker {
  const text = plain(clause.words);
  if (/^(?:he|she|they) /.test(text) && lastThirdPerson === "own") return { kind: "own" };
  if (ownPeopleSay.test(text)) return { kind: "own" };
  const isOther = subjectIsOther.some((pattern) => pattern.test(text));
  const goesOn = lastThirdPerson === "other" ? /^(?:they|it) /.test(text) : /^they /.test(text);
  if (isOther || goesOn) return { kind: "other", visitorFrom: whereVisitorReturns(clause.words) };
  return { kind: /^(?:my|our) /.test(text) ? "own" : "visitor" };
}

/** "Our CTO picked the ERP", "is the sales manager in?": the holder of a title is spoken about. */
function isAboutTitle(clause: Clause, isTitle: TitleTest): boolean {
  const { text, starts } = clauseText(clause.words);
  const subject = titleSubject.exec(text);
  if (subject === null || / (?:i|we|us|me|like)$/.test(subject[0])) return false;
  const from = subject.index + subject[0].length;
  const phrase = clause.words.slice(starts.indexOf(from), starts.indexOf(from) + 5);
  const end = phrase.findIndex(({ form }) => functionWords.has(form));
  const noun = end < 0 ? phrase : phrase.slice(0, end);
  const titleAt = noun.findIndex(isTitle);
  if (/\b(?:my|our) $/.test(subject[0]) && !actsForItself.test(text)) return false;
  return titleAt >= 0 && titleAt < 3 && titleAt + starts.indexOf(from) < clause.words.length - 1;
}

function whereVisitorReturns(words: readonly Word[]): number | undefined {
  const { text, starts } = clauseText(words);
  const back = backToVisitor.exec(text);
  return back === null ? undefined : starts.indexOf(back.index + back[0].length);
}

function keptWords(words: readonly Word[], speaker: Speaker, isTitle: TitleTest): Word[] {
  if (speaker.kind !== "other") return withoutDropped(words, isTitle);
  return speaker.visitorFrom === undefined || speaker.visitorFrom < 0
    ? []
    : withoutDropped(words.slice(speaker.visitorFrom), isTitle);
}

/** "We are not wholesalers", "I was CIO": a title without an article that is denied or past. */
function disownsTitle(words: readonly Word[], index: number): boolean {
  const before = `${words[index - 2]?.form} ${words[index - 1]?.form}`;
  return /^(?:(?:am|are) not|(?:i|we) (?:was|were))$/.test(before);
}

function singular(word: Word): Word {
  return { ...word, form: word.form.replace(/s$/, "") };
}

function withoutDropped(words: readonly Word[], isTitle: TitleTest): Word[] {
  const { text, starts } = clauseText(words);
  const disowned = words.findIndex((word, index) => disownsTitle(words, index) && isTitle(singular(word)));
  const lead = text.length - text.replace(connectors, "").length;
  const body = text.slice(lead);
  let from = 0;
  let to = disowned < 0 ? text.length : (starts[disowned] ?? 0);
  for (const { pattern, drops } of cues) {
    const match = pattern.exec(body);
    if (match === null) continue;
    if (drops === "clause") return [];
    if (drops === "onward") to = Math.min(to, lead + match.index);
    else from = Math.max(from, lead + match.index + match[0].length);
  }
  return words.filter((_, index) => (starts[index] ?? 0) >= from && (starts[index] ?? 0) < to);
}
