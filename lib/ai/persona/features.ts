import { stem } from "./stem.ts";
import { functionWords, type Word } from "./tokenise.ts";

/** Something about a text that can be learned from, and the words (indices) it was seen in. */
export type Feature = { name: string; at: readonly number[] };

/** Long words also count by their beginning, so that "distributing" helps to know "distributorship". */
const beginningLength = 6;

/**
 * What a text says, as features: each word of substance by its stem, its beginning when it is long, and
 * each pair of neighbours; "my" and "our" count as a neighbour, because what one owns says who one is.
 */
export function featuresOf(words: readonly Word[]): Feature[] {
  const features: Feature[] = [];
  let previous: { stem: string; at: number } | undefined;
  words.forEach(({ form, gap }, at) => {
    if (/[^\s\-'’/&]/.test(gap)) previous = undefined;
    if (form === "my" || form === "our") previous = { stem: "our", at };
    if (functionWords.has(form)) return;
    const root = stem(form);
    features.push({ name: root, at: [at] });
    if (form.length >= beginningLength + 2)
      features.push({ name: `${form.slice(0, beginningLength)}~`, at: [at] });
    if (previous) features.push({ name: `${previous.stem} ${root}`, at: [previous.at, at] });
    previous = { stem: root, at };
  });
  return features;
}
