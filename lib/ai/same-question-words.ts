/**
 * The words of a question that decide what it asks, in their order and each in one form. Everything stays that is
 * not known to make no difference: a word this file does not know is part of the meaning.
 */
export function readQuestion(text: string): string[] {
  const tokens = foldPhrases(withAsked(withoutPoliteness(tokensOf(text)), text));
  const kept = tokens.filter((token, at) => !isEmptyWord(token, at, tokens));
  return withoutGenitive(kept.map(oneForm));
}

/** Ends a sentence inside a text. */
const stop = ".";
/** Before the letters of a name: "IT" is not "it", and "NetSuite" is "Netsuite". */
const name = "^";
/** Asks what is put as a statement. */
const asked = "?";

/**
 * Words in lower case, but for names: a word in capitals, or with one inside a sentence ("IT", "Polish"). Signs
 * inside and before a word stay ("C++", "-5", "$500", "10%"); contractions are opened.
 */
function tokensOf(text: string): string[] {
  const plain = text
    .normalize("NFKC")
    .replace(/[’‘`´]/g, "'")
    .replace(/[–—]/g, " - ")
    .trim();
  const shouts = !/\p{Ll}/u.test(plain);
  const tokens: string[] = [];
  let begins = true;
  for (const raw of plain.split(/[\s,;:]+(?!\d)|[;:]|\s+|,(?!\d)/u)) {
    const word = raw.replace(/^[("'“”«[]+/u, "").replace(/[)"'”»\].,!?…]+$/u, "");
    if (word !== "") {
      const isName =
        !/^i('|$)/i.test(word) &&
        !shouts &&
        (/^[^\p{Ll}]*\p{Lu}[^\p{Ll}]*\p{Lu}/u.test(word) || (!begins && /\p{Lu}/u.test(word)));
      for (const part of opened(word.toLowerCase())) tokens.push(isName ? `${name}${part}` : part);
      begins = false;
    }
    if (/[.!?…][)"'”»\]]*$/u.test(raw) && !/^(e\.g|i\.e|vs|etc|no)\.$/i.test(raw)) {
      tokens.push(stop);
      begins = true;
    }
  }
  while (tokens.at(-1) === stop) tokens.pop();
  return tokens;
}

/** "You deliver on Sundays." is told, "You deliver on Sundays?" is asked; what begins with a question's word needs no mark. */
function withAsked(tokens: string[], text: string): string[] {
  if (asks.has(tokens[0] ?? "") || !/\?["'”»)\]\s]*$/u.test(text)) return tokens;
  return [...tokens, asked];
}

const asks = wordSet(
  `what which who whom whose when where why how do does did is are am was were can could may might must shall should
   will would has have had explain`,
);

const contractions = asMap({
  cannot: "can not",
  "can't": "can not",
  "won't": "will not",
  "shan't": "shall not",
  "let's": "let us",
  dont: "do not",
  doesnt: "does not",
  cant: "can not",
  isnt: "is not",
  whats: "what is",
  "i'm": "i am",
});
const endings = asMap({ re: "are", ll: "will", ve: "have", d: "would", m: "am" });
const questionWords = wordSet("what who where when why how that there here it he she");

function opened(word: string): string[] {
  const known = contractions.get(word);
  if (known !== undefined) return known.split(" ");
  const [, base = "", ending = ""] = /^(.+)'(\p{L}+)$/u.exec(word) ?? [];
  if (base === "") return hyphenParts(word);
  if (ending === "t" && base.endsWith("n")) return [base.slice(0, -1), "not"];
  const full = endings.get(ending);
  if (full !== undefined) return [base, full];
  if (ending === "s" && questionWords.has(base.toLowerCase())) return [base, "is"];
  // A possessive: whose it is stands before it all the same.
  return ending === "s" ? hyphenParts(base) : [word];
}

/** "sign-on" and "sign on" are one; a range or a sign ("5-10", "-5") is not parted. */
function hyphenParts(word: string): string[] {
  return /^\p{L}+(-\p{L}+)+$/u.test(word) ? word.split("-") : [word];
}

/** What is said before or after a question to be polite, as sequences of words; the longest that fits goes first. */
const openings = phrases(`
hi | hello | hey | hi there | hello there | good morning | good afternoon | good evening | please | so | ok | okay | well
thanks | thank you | excuse me | sorry | quick question | a quick question | one question | one more question
can you tell me | could you tell me | would you tell me | can you tell us | could you tell us | can you please tell me
could you please tell me | please tell me | tell me | tell us | can you explain | could you explain | can you explain to me
i would like to know | i want to know | i wanted to know | we would like to know | we want to know | i would like to ask
do you know | i was wondering | i am wondering | may i ask | can i ask | let me know
`);
const closings = phrases("please | thanks | thank you | thank you very much | thanks a lot | many thanks");

function withoutPoliteness(tokens: string[]): string[] {
  let left = tokens;
  for (let before = -1; before !== left.length; ) {
    before = left.length;
    const opening = openings.find((phrase) => phrase.every((word, at) => left[at] === word));
    // What is only polite is a message of its own.
    if (opening && left.length > opening.length) left = left.slice(opening.length);
    if (left[0] === stop) left = left.slice(1);
    const closing = closings.find((phrase) =>
      phrase.every((word, at) => left[left.length - phrase.length + at] === word),
    );
    if (closing && left.length > closing.length) left = left.slice(0, -closing.length);
    if (left.at(-1) === stop) left = left.slice(0, -1);
  }
  return left;
}

/** Ways of asking the same, word for word; the meaning of each is the same whatever stands around it. */
const alike: [string[], string[]][] = [
  ["how to", "how do i"],
  ["how can", "how do"],
  ["how could", "how do"],
  ["is able to", "can"],
  ["are able to", "can"],
  ["is it possible to", "can we"],
  ["is there any", "is there"],
  ["are there any", "are there"],
  ["e mail", "email"],
  ["log in", "sign in"],
  ["login", "sign in"],
  ["log out", "sign out"],
  ["a few", "a-few"],
  ["a little", "a-little"],
  ["a lot of", "many"],
].map(([one = "", other = ""]) => [one.split(" "), other.split(" ")]);

function foldPhrases(tokens: string[]): string[] {
  const folded: string[] = [];
  for (let at = 0; at < tokens.length; ) {
    const found = alike.find(([phrase]) => phrase.every((word, offset) => tokens[at + offset] === word));
    folded.push(...(found ? found[1] : [tokens[at] ?? ""]));
    at += found ? found[0].length : 1;
  }
  // "How much does it cost" is "what does it cost".
  const asksCost =
    folded[0] === "how" && folded[1] === "much" && folded.some((word) => /^costs?$/.test(word));
  return asksCost ? ["what", ...folded.slice(2)] : folded;
}

/** Grammar of the present tense and articles. Tenses, modal verbs, persons, prepositions and quantities stay. */
const emptyWords = wordSet("the a an do does is are am there please");

/** An article at the end of a question or before a stop is no article ("plan A"). */
function isEmptyWord(token: string, at: number, tokens: readonly string[]): boolean {
  const next = tokens[at + 1];
  return emptyWords.has(token) && !(token === "a" && (next === undefined || next === stop || next === asked));
}

const forms = asMap({
  i: "we",
  my: "our",
  me: "us",
  mine: "ours",
  could: "can",
  which: "what",
  has: "have",
  one: "1",
  two: "2",
  three: "3",
  four: "4",
  five: "5",
  six: "6",
  seven: "7",
  eight: "8",
  nine: "9",
  ten: "10",
  eleven: "11",
  twelve: "12",
  twenty: "20",
  thirty: "30",
  forty: "40",
  fifty: "50",
  hundred: "100",
});
/** Not the plural of what they would be without their end. */
const noPlurals = wordSet(
  "news goods means customs always whereas perhaps besides us this his its less unless plus",
);

/** One form for a word and its plural, for a verb and its third person, for a number in figures and in a word. */
function oneForm(word: string): string {
  if (/^[$€£]?\d[\d,]*(\.\d+)?%?$/.test(word)) return word.replaceAll(",", "");
  const form = forms.get(word);
  if (form !== undefined) return form;
  if (word.length < 4 || noPlurals.has(word) || !/^\p{Ll}+$/u.test(word)) return word;
  if (/(ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ch|sh|x|ss|zz)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith("s") ? word.slice(0, -1) : word;
}

/** "The price of the Essential edition" is "the Essential edition's price". Only for what a thing has, at the end. */
const properties = wordSet("price cost length duration size purpose");

function withoutGenitive(words: string[]): string[] {
  const of = words.lastIndexOf("of");
  const owner = words.slice(of + 1);
  if (of < 1 || !properties.has(words[of - 1] ?? "") || owner.length === 0 || owner.length > 3) return words;
  if (owner.some((word) => smallWords.has(word))) return words;
  return [...words.slice(0, of - 1), ...owner, words[of - 1] ?? ""];
}

const smallWords = wordSet(
  `for from to into in on at by with without per and or not no before after than then if when while between over under
   of that which who a ?`,
);

/** A map, since "constructor" is a word like any other. */
function asMap(entries: Record<string, string>): ReadonlyMap<string, string> {
  return new Map(Object.entries(entries));
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}

function phrases(text: string): string[][] {
  return text
    .split(/[|\n]/)
    .map((phrase) => phrase.trim().split(/\s+/))
    .filter(([first]) => first)
    .sort((one, other) => other.length - one.length);
}
