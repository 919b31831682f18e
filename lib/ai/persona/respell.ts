import { commonStems } from "./common-words.ts";
import { editDistance } from "./edit-distance.ts";
import { stem } from "./stem.ts";
import { functionWords, type Word } from "./tokenise.ts";

/** A message has few words that nobody knows; a hostile one may have hundreds. */
const attemptsPerMessage = 60;

/**
 * Learns the words of a workspace's own texts and returns a function that mends misspelt ones. A word that
 * is unknown may be mended by one letter, from seven letters on by two. A common word is changed only when
 * its neighbour says so: "warehouse manger" and "delivery routs", where the texts have the pair.
 */
export function createRespeller(texts: readonly (readonly Word[])[]): (words: readonly Word[]) => Word[] {
  const { counts, pairs } = countWords(texts);
  const candidates = groupByFirstLetter(counts);
  const stems = new Set([...counts.keys()].map(stem));

  const mended = (word: Word, neighbours: { previous?: string; next?: string }): string[] => {
    const { form } = word;
    const fits = (candidate: string) =>
      pairs.has(`${neighbours.previous} ${candidate}`) || pairs.has(`${candidate} ${neighbours.next}`);
    const isCommon = functionWords.has(form) || commonStems.has(stem(form));
    const limit = isCommon || form.length < 7 ? 1 : 2;
    let best: string | undefined;
    let bestRank = Number.POSITIVE_INFINITY;
    for (const candidate of candidates.get(form[0] ?? "") ?? []) {
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
    const result: Word[] = [];
    words.forEach((word, index) => {
      const neighbours = { previous: result.at(-1)?.form, next: words[index + 1]?.form };
      if (isLowerCasedAcronym(word, neighbours, pairs)) {
        result.push({ ...word, form: word.form.toUpperCase() });
        return;
      }
      if (attempts === 0 || stems.has(stem(word.form)) || !/^[a-z]{4,24}$/.test(word.form)) {
        result.push(word);
        return;
      }
      attempts -= 1;
      mended(word, neighbours).forEach((form, part) => {
        result.push({ ...word, form, gap: part === 0 ? word.gap : "" });
      });
    });
    return result;
  };
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

function groupByFirstLetter(counts: ReadonlyMap<string, number>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const form of counts.keys()) {
    if (!/^[a-z]{4,}$/.test(form) || functionWords.has(form)) continue;
    const group = groups.get(form[0] ?? "");
    if (group) group.push(form);
    else groups.set(form[0] ?? "", [form]);
  }
  return groups;
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
