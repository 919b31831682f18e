/**
 * Where in a text a claim may begin: cheap to ask, so that ordinary words pass at once, and wide, since what is
 * found is then looked at closely (claims-in.ts).
 */

const words = [
  "guarant\\p{L}*",
  "garant\\p{L}+",
  "warrant\\p{L}*",
  "promis\\p{L}*",
  "risk-free",
  "money[- ]back",
  "(?:full )?refund\\p{L}*",
  "always",
  "in (?:all|every) cases?",
  "without exception",
  "every single",
  "around the clock",
  "unlimited",
  "never",
  "under no circumstances",
  "not once",
  "no risk",
  "free of charge",
  "for free",
  "at no (?:extra |additional )?(?:cost|charge)",
  "complimentary",
  "will",
  // Not in a row of them: "one two three" counts nothing.
  "(?<!(?<!\\p{L})(?:one|two|three|four|five|six|seven|eight|nine)[\\s,]+)(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)",
  "one[ -](?:\\p{L}+ )?(?:second|minute|hour|day|week|month|quarter|year|mile|percent|per cent|dollar|euro|cent|million|thousand|hundred)",
  "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)",
  "(?:hundreds?|thousands?|millions?|billions?|dozens?)",
  "(?:USD|EUR|GBP|CHF|CAD|AUD|JPY|US)",
  "Q[1-4]",
  "(?:first|second|third|fourth) quarter",
  "(?:jan|febr)uary|march|april|may|june|july|august|(?:sept|nov|dec)ember|october|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\b\\.?",
  "(?:sun|mon|tues|wednes|thurs|fri|satur)days?",
];

const begins = new RegExp(
  String.raw`\s?\[(?=\d|$)|(?<![\p{L}\p{N}_])(?:[$€£¥＄￡￥]\s?)?[\p{Nd}\p{No}🔟]|[$€£¥＄￡￥]|[“„«]|(?<![\p{L}\p{N}])["‘]|(?<=(?:^|\n)[ \t]*)>|['’]ll\b|(?<![\p{L}\p{N}])(?:${words.join("|")})(?![\p{L}])`,
  "giu",
);

/** Half of one waits for the rest, which seldom comes in another piece. */
const longWords =
  "two three four five six nine fourteen fifteen sixteen eighteen nineteen guarantee guaranteed guarantees warranty promise promised always unlimited never complimentary seven eight eleven twelve twenty thirty forty hundred thousand million billion dozen january february april august september october november december sunday monday tuesday wednesday thursday friday saturday".split(
    " ",
  );
const shortest = 2;
/** Of the beginning of a telling phrase, in characters. */
const longestPhrase = 40;
/** Words by themselves, and the beginnings of those above. */
const whole = new Set(["no", "for", "on", "we", "to", "not", "mar", "sun", "mon", "sat", "th"]);

/** The first place from `from` on where a claim may begin; the length of the text where there is none. */
export function firstTelling(text: string, from: number): number {
  begins.lastIndex = from;
  const found = begins.exec(text)?.index;
  return Math.min(found ?? text.length, halfWord(text, from), halfPhrase(text, from));
}

const beginsPhrase =
  /(?<![\p{L}\p{N}])(?:one(?:[ -]\p{L}+)?|every|risk|money|not?|for|free(?: of)?|at(?: no(?: (?:extra|additional))?)?|in(?: (?:all|every))?|without|around(?: the)?|under(?: no)?)[ -]?$/iu;

/** Where the last words begin, if the next one may make a telling phrase of them ("one week", "free of charge"). */
function halfPhrase(text: string, from: number): number {
  const tail = text.slice(-longestPhrase);
  const at = beginsPhrase.exec(tail)?.index;
  return at === undefined ? text.length : Math.max(from, text.length - tail.length + at);
}

/** Where the last word begins, if it may still become a telling one. */
function halfWord(text: string, from: number): number {
  const word = /[\p{L}'’-]+$/u.exec(text.slice(-24))?.[0] ?? "";
  const isHalf =
    word.length >= shortest &&
    !whole.has(word.toLowerCase()) &&
    longWords.some((long) => long.startsWith(word.toLowerCase()));
  return isHalf ? Math.max(from, text.length - word.length) : text.length;
}

/** Most pieces of most answers: `piece` after `before` neither begins a claim nor ends a sentence. About 0.3 µs. */
export function isPlain(before: string, piece: string): boolean {
  if (/[\p{Nd}\p{No}🔟[“"«„‘>.!?…。！？$€£¥＄￡￥\n]/u.test(piece)) return false;
  const text = (lastWords.exec(before.slice(-24))?.[0] ?? "") + piece;
  for (const word of text.toLowerCase().split(/[^\p{L}]+/u))
    if (beginnings.has(word.slice(0, 2))) return maybePlain(text);
  return true;
}

const lastWords = /\S*\s?\S*$/u;

/** The first two letters of every telling word; all others are told from them at a glance. */
const beginnings = new Set(
  "gu ga wa pr ri mo fu re al in wi ar un ne no ze fr at co ev on tw th fo fi si se ei ni te el hu mi bi do us eu gb ch ca au jp ja fe ma ap ju oc de su we sa ll".split(
    " ",
  ),
);

function maybePlain(text: string): boolean {
  return firstTelling(text, 0) === text.length;
}
