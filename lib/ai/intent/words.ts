/**
 * The words by which a message's intent is learnt and recognised: how it is asked, not what about, so function words
 * stay, and a number counts as a number whatever it is. The persona's reading (persona/tokenise.ts) wants the opposite:
 * where each word stands, and names as they are written.
 */

/** A word as it is written in a clause: lower case, contractions opened, numbers replaced by their kind. */
export type Word = string;

/** Stands for any plain number and for any amount of money; what matters is that one was named. */
const NUMBER = "#";
const MONEY = "$#";

/** Contractions whose opening is not its first part plus "not", and shorthand that people type in a chat. */
const OPENED: Record<string, string> = {
  cannot: "can not",
  "can't": "can not",
  cant: "can not",
  "won't": "will not",
  wont: "will not",
  "shan't": "shall not",
  dont: "do not",
  doesnt: "does not",
  didnt: "did not",
  isnt: "is not",
  arent: "are not",
  wasnt: "was not",
  couldnt: "could not",
  wouldnt: "would not",
  shouldnt: "should not",
  havent: "have not",
  hasnt: "has not",
  whats: "what is",
  hows: "how is",
  wheres: "where is",
  whos: "who is",
  thats: "that is",
  im: "i am",
  ive: "i have",
  gonna: "going to",
  wanna: "want to",
  u: "you",
  ur: "your",
  r: "are",
  ya: "you",
  pls: "please",
  plz: "please",
  thx: "thanks",
  thanx: "thanks",
  w: "with",
};

const SUFFIXES: Record<string, string> = {
  s: "is",
  re: "are",
  ll: "will",
  ve: "have",
  d: "would",
  m: "am",
};

/** English words that say how something is asked, not what about. */
const FUNCTION_WORDS = new Set(
  `a about above after again all also am an and any anything are as at be because been before being below but by
  can come could did do does doing down each else ever every few for from further get give go going got had has
  have having he hello her here hers hey hi him his how i if in into is it its just let like make many may me
  might more most much must my need never new no not now of off on once one only or other our ours out over own
  please really same shall she should show so some someone something such tell thank thanks than that the their
  theirs them then there these they thing things this those through to too under until up us very want was way
  we well were what when where which while who whom whose why will with would yes you your yours`.split(
    /\s+/,
  ),
);

const TOKEN = /\$?\d[\d.,]*%?|\p{L}[\p{L}\p{N}]*(?:['’]\p{L}+)?|\p{Extended_Pictographic}/gu;

/**
 * The words of a text in order. Any string is accepted, lone surrogates and control characters too;
 * punctuation is dropped. Linear in the length of the text.
 */
export function readWords(text: string): Word[] {
  const words: Word[] = [];
  for (const [token] of text.normalize("NFKC").toLowerCase().matchAll(TOKEN)) {
    pushOpened(words, token.replace("’", "'"));
  }
  return words;
}

/** Whether a word carries no subject of its own ("how", "please", "we", a number). */
export function isFunctionWord(word: Word): boolean {
  return FUNCTION_WORDS.has(word) || word === NUMBER || word === MONEY;
}

function pushOpened(words: Word[], token: string): void {
  const first = token.charCodeAt(0);
  if (first === 36) {
    words.push(MONEY);
    return;
  }
  if (first >= 48 && first <= 57) {
    words.push(NUMBER);
    return;
  }
  const opened = Object.hasOwn(OPENED, token) ? OPENED[token] : undefined;
  if (opened) {
    words.push(...opened.split(" "));
    return;
  }
  const apostrophe = token.indexOf("'");
  if (apostrophe < 0) {
    words.push(token);
    return;
  }
  pushContraction(words, token.slice(0, apostrophe), token.slice(apostrophe + 1));
}

function pushContraction(words: Word[], stem: string, suffix: string): void {
  if (suffix === "t" && stem.endsWith("n")) {
    words.push(stem.slice(0, -1), "not");
    return;
  }
  words.push(stem);
  if (Object.hasOwn(SUFFIXES, suffix)) words.push(SUFFIXES[suffix] as string);
}
