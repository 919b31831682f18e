import { commonStems } from "./common-words.ts";
import { editDistance } from "./edit-distance.ts";
import { stem } from "./stem.ts";
import { functionWords, type Word } from "./tokenise.ts";

/** A message has few words that nobody knows; a hostile one may have hundreds. */
const attemptsPerMessage = 40;

/**
 * Learns the words of a workspace's own texts and returns a function that mends misspelt ones. A word that
 * is unknown may be mended by one letter, from seven letters on by two. A common word is changed only when
 * its neighbour says so: "warehouse manger" and "delivery routs", where the texts have the pair.
 */
export function createRespeller(texts: readonly (readonly Word[])[]): (words: readonly Word[]) => Word[] {
  const { counts, pairs } = countWords(texts);
  const candidates = groupByLetterAndLength(counts);
  const candidatesNear = (form: string, limit: number) =>
    Array.from(
      { length: 2 * limit + 1 },
      (_, step) => candidates.get(groupOf(form[0], form.length + step - limit)) ?? [],
    ).flat();
  const stems = new Set([...counts.keys()].map(stem));

  const mended = (word: Word, neighbours: { previous?: string; next?: string }): string[] => {
    const { form } = word;
    const fits = (candidate: string) =>
      pairs.has(`${neighbours.previous} ${candidate}`) || pairs.has(`${candidate} ${neighbours.next}`);
    const isCommon = functionWords.has(form) || commonStems.has(stem(form));
    const limit = isCommon || form.length < 7 ? 1 : 2;
    let best: string | undefined;
    let bestRank = Number.POSITIVE_INFINITY;
    for (const candidate of candidatesNear(form, limit)) {
      const distance = editDistance({ from: form, to: candidate, limit });
      if (distance > limit || (isCommon && !fits(candidate))) continue;
      const rank = distance * 2 - (fits(candidate) ? 1 : 0) - (counts.get(candidate) ?? 0) / 1000;
      if (rank < bestRank) [best, bestRank] = [candidate, rank];
    }
    if (best !== undefined) return [best];
    return isCommon ? [form] : (splitCompound(form, pairs) ?? [form]);
  };

  return (words) => {
    let attempts = attemptsPerMessage;
    const known = new Map<string, string[]>();
    const result: Word[] = [];
    words.forEach((word, index) => {
      const neighbours = { previous: result.at(-1)?.form, next: words[index + 1]?.form };
      if (isLowerCasedAcronym(word, neighbours, pairs)) {
        result.push({ ...word, form: word.form.toUpperCase() });
        return;
      }
      const key = `${neighbours.previous} ${word.form} ${neighbours.next}`;
      const before = known.get(key);
      if (before) {
        result.push(...spelt(word, before));
        return;
      }
      if (attempts === 0 || stems.has(stem(word.form)) || !/^[a-z]{4,24}$/.test(word.form)) {
        result.push(word);
        return;
      }
      attempts -= 1;
      const forms = mended(word, neighbours);
      known.set(key, forms);
      result.push(...spelt(word, forms));
    });
    return result;
  };
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
  { previous, next }: { previous?: string; next?: string },
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
