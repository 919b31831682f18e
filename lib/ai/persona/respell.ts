import { commonStems } from "./common-words.ts";
import { editDistance } from "./edit-distance.ts";
import { stem } from "./stem.ts";
import { functionWords, type Word } from "./tokenise.ts";

/** A message has few words that nobody knows; a hostile one may have hundreds. */
const attemptsPerMessage = 40;

/** What a workspace's texts say of its words: how often each stands there, beside what, and which are spelt alike. */
type Learned = {
  counts: ReadonlyMap<string, number>;
  pairs: ReadonlySet<string>;
  stems: ReadonlySet<string>;
  byLetterAndLength: ReadonlyMap<string, string[]>;
};

type Neighbours = { previous?: string; next?: string };

/**
 * Learns the words of a workspace's own texts and returns a function that mends misspelt ones. A word that
 * is unknown may be mended by one letter, from seven letters on by two. A common word is changed only when
 * its neighbour says so: "warehouse manger" and "delivery routs", where the texts have the pair.
 */
export function createRespeller(texts: readonly (readonly Word[])[]): (words: readonly Word[]) => Word[] {
  const learned = learn(texts);
  return (words) => {
    let attempts = attemptsPerMessage;
    const mended = new Map<string, string[]>();
    const result: Word[] = [];
    for (const [index, word] of words.entries()) {
      const neighbours = { previous: result.at(-1)?.form, next: words[index + 1]?.form };
      const key = `${neighbours.previous} ${word.form} ${neighbours.next}`;
      let forms = mended.get(key);
      if (isLowerCasedAcronym(word, neighbours, learned.pairs)) forms = [word.form.toUpperCase()];
      else if (!forms && attempts > 0 && isUnknown(word, learned)) {
        attempts -= 1;
        forms = mend(word, neighbours, learned);
        mended.set(key, forms);
      }
      result.push(...(forms ? spelt(word, forms) : [word]));
    }
    return result;
  };
}

function learn(texts: readonly (readonly Word[])[]): Learned {
  const { counts, pairs } = countWords(texts);
  const stems = new Set([...counts.keys()].map(stem));
  return { counts, pairs, stems, byLetterAndLength: groupByLetterAndLength(counts) };
}

function isUnknown({ form }: Word, { stems }: Learned): boolean {
  return !stems.has(stem(form)) && /^[a-z]{4,24}$/.test(form);
}

/** The nearest known word, or the two it is made of, or itself. */
function mend({ form }: Word, { previous, next }: Neighbours, learned: Learned): string[] {
  const { counts, pairs } = learned;
  const fits = (candidate: string) =>
    pairs.has(`${previous} ${candidate}`) || pairs.has(`${candidate} ${next}`);
  const isCommon = functionWords.has(form) || commonStems.has(stem(form));
  const limit = isCommon || form.length < 7 ? 1 : 2;
  let best: string | undefined;
  let bestRank = Number.POSITIVE_INFINITY;
  for (const candidate of candidatesNear(form, limit, learned)) {
    const distance = editDistance({ from: form, to: candidate, limit });
    if (distance > limit || (isCommon && !fits(candidate))) continue;
    const rank = distance * 2 - (fits(candidate) ? 1 : 0) - (counts.get(candidate) ?? 0) / 1000;
    if (rank < bestRank) [best, bestRank] = [candidate, rank];
  }
  if (best !== undefined) return [best];
  return isCommon ? [form] : (splitCompound(form, pairs) ?? [form]);
}

/** Words with the same first letter whose length is `limit` away at most, shorter ones first. */
function candidatesNear(form: string, limit: number, { byLetterAndLength }: Learned): string[] {
  const lengths = Array.from({ length: 2 * limit + 1 }, (_, step) => form.length + step - limit);
  return lengths.flatMap((length) => byLetterAndLength.get(groupOf(form[0], length)) ?? []);
}

function spelt(word: Word, forms: readonly string[]): Word[] {
  return forms.map((form, part) => ({ ...word, form, gap: part === 0 ? word.gap : "" }));
}

function countWords(texts: readonly (readonly Word[])[]) {
  const counts = new Map<string, number>();
  const pairs = new Set<string>();
  for (const words of texts) {
    words.forEach(({ form }, index) => {
      counts.set(form, (counts.get(form) ?? 0) + 1);
      const next = words[index + 1];
      if (next) pairs.add(`${form} ${next.form}`);
    });
  }
  return { counts, pairs };
}

function groupByLetterAndLength(counts: ReadonlyMap<string, number>): Map<string, string[]> {
  const words = [...counts.keys()].filter((form) => /^[a-z]{4,}$/.test(form) && !functionWords.has(form));
  return Map.groupBy(words, (form) => groupOf(form[0], form.length));
}

function groupOf(letter: string | undefined, length: number): string {
  return `${letter}${length}`;
}

/** "it manager" where the texts write "IT manager": the pair exists with the acronym only. */
function isLowerCasedAcronym(
  { form }: Word,
  { previous, next }: Neighbours,
  pairs: ReadonlySet<string>,
): boolean {
  if (!functionWords.has(form) || form.length > 3 || form.length < 2) return false;
  const acronym = form.toUpperCase();
  const known = (first: string, second: string) => pairs.has(`${first} ${second}`);
  const before = next !== undefined && !functionWords.has(next) && known(acronym, next) && !known(form, next);
  const after = previous === "of" && known("of", acronym) && !known("of", form);
  return before || after;
}

/** "salesteam" is "sales team" where the texts have that pair. */
function splitCompound(form: string, pairs: ReadonlySet<string>): string[] | undefined {
  for (let at = 3; at <= form.length - 3; at++) {
    const halves = [form.slice(0, at), form.slice(at)];
    if (pairs.has(halves.join(" "))) return halves;
  }
  return undefined;
}
