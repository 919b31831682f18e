/**
 * The words in which a message tells who is writing: each with its place, since an operator is shown the evidence, and
 * with names told from words ("IT", "it"). What a message asks for is read by intent/words.ts, where neither matters.
 */

/**
 * One word of a message. `start` and `end` are UTF-16 offsets in the message; the two words of a
 * contraction ("isn't" is "is", "not") share them. `gap` is the text between the word before and this one.
 */
export type Word = { form: string; start: number; end: number; gap: string };

const wordPattern = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu;
const openingPronouns = new Set(
  "he she it that what who where how there here this when why let everything everyone".split(" "),
);

/** Contractions and the shorthand of people who type on a phone. Keys have no apostrophe. */
const writtenShort: ReadonlyMap<string, string> = new Map(
  Object.entries({
    im: "i am",
    ive: "i have",
    dont: "do not",
    doesnt: "does not",
    didnt: "did not",
    isnt: "is not",
    arent: "are not",
    wasnt: "was not",
    werent: "were not",
    aint: "is not",
    cant: "can not",
    cannot: "can not",
    wont: "will not",
    wouldnt: "would not",
    couldnt: "could not",
    shouldnt: "should not",
    havent: "have not",
    hasnt: "has not",
    hadnt: "had not",
    youre: "you are",
    theyre: "they are",
    whats: "what is",
    thats: "that is",
    hes: "he is",
    shes: "she is",
    lets: "let us",
    gonna: "going to",
    wanna: "want to",
    u: "you",
    ur: "your",
    r: "are",
    n: "and",
    pls: "please",
    plz: "please",
    thx: "thanks",
    bc: "because",
    cuz: "because",
    b4: "before",
    w: "with",
  }),
);

/** Splits a message into words with their offsets. Any string is accepted; lone surrogates are skipped. */
export function tokenise(message: string): Word[] {
  const words: Word[] = [];
  const shouting = message === message.toUpperCase();
  let previousEnd = 0;
  for (const match of message.matchAll(wordPattern)) {
    const start = match.index;
    const end = start + match[0].length;
    let gap = message.slice(previousEnd, start);
    for (const form of formsOf(match[0], shouting)) {
      words.push({ form, start, end, gap });
      gap = "";
    }
    previousEnd = end;
  }
  return words;
}

function formsOf(surface: string, shouting: boolean): string[] {
  const lower = plainLetters(surface);
  // "IT" and "US" in capitals are names, "it" and "us" are not. A message all in capitals tells nothing.
  if (!shouting && functionWords.has(lower) && /^[A-Z]{2,}$/.test(surface) && !emphasised.has(lower))
    return [surface];
  const short = writtenShort.get(lower.includes("'") ? lower.replaceAll("'", "") : lower);
  if (short !== undefined) return short.split(" ");
  const [head = lower, tail] = splitAtApostrophe(lower);
  if (tail === undefined) return [head];
  if (tail === "m") return [head, "am"];
  if (tail === "re") return [head, "are"];
  if (tail === "ve") return [head, "have"];
  if (tail === "ll") return [head, "will"];
  if (tail === "d") return [head, "would"];
  if (tail === "s" && openingPronouns.has(head)) return [head, head === "let" ? "us" : "is"];
  return [head];
}

function plainLetters(surface: string): string {
  const lower = surface.toLowerCase();
  if (/^[a-z0-9']*$/.test(lower)) return lower;
  return lower.replaceAll("’", "'").normalize("NFKD").replace(/\p{M}/gu, "");
}

function splitAtApostrophe(lower: string): [string, string?] {
  const at = lower.indexOf("'");
  return at < 0 ? [lower] : [lower.slice(0, at), lower.slice(at + 1)];
}

/** Written in capitals for emphasis, never as a name. */
const emphasised = new Set("not no my our i we is are and or but never all only very".split(" "));

/** Words that carry grammar and no subject. */
export const functionWords: ReadonlySet<string> = new Set(
  `a an the this that these those i me my mine myself we us our ours ourselves you your yours he him his she her
  hers it its they them their theirs who whom whose which what when where why how and or but nor so yet if then than
  because while although though since until as at by for from in into of off on onto out over to up down with without
  about above after before below between during through under again against among around along across per via is am
  are was were be been being do does did doing done have has had having can could will would shall should may might
  must not no yes please just also too very really quite only even still already now here there some any all each
  every both few more most other another such own same one two three much many lot lots get gets got getting let
  there's ok okay well thing things something anything everything nothing someone anyone everyone nobody somebody
  want wants need needs like know see say says said tell told ask asked think make makes made give show go goes going
  come take use good better best great help thanks thank hello hi hey currently actually`.split(/\s+/),
);
