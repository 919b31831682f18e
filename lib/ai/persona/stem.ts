const britishEndings: readonly (readonly [RegExp, string])[] = [
  [/isation/, "ization"],
  [/is(e|es|ed|ing|er|ers)$/, "iz$1"],
  [/our(s|ed|ing)?$/, "or$1"],
  [/tre(s?)$/, "ter$1"],
  [/logue(s?)$/, "log$1"],
];

/**
 * The part of a word that its forms share: "routes", "routing" and "route" are one, and so are
 * "labour" and "labor". Lighter than Porter's rules on purpose: "operations" and "operator" stay apart.
 *
 * @param form a word in lower case (an acronym in capitals is returned as it is)
 */
export function stem(form: string): string {
  const known = remembered.get(form);
  if (known !== undefined) return known;
  if (remembered.size >= mostRemembered) remembered.clear();
  const root = stemOf(form);
  remembered.set(form, root);
  return root;
}

/** The same words come again and again; strange ones must not pile up. */
const remembered = new Map<string, string>();
const mostRemembered = 20_000;

function stemOf(form: string): string {
  if (form.length < 4 || /[^a-z]/.test(form)) return form;
  let word = form;
  if (word.length > 5) for (const [ending, american] of britishEndings) word = word.replace(ending, american);
  word = withoutPlural(word);
  const bare = word.replace(/(?:ing|ed)$/, "");
  if (bare !== word && bare.length >= 3 && /[aeiouy]/.test(bare))
    word = bare.replace(/([^aeioulsz])\1$/, "$1");
  return word.length > 3 ? word.replace(/e$/, "") : word;
}

function withoutPlural(word: string): string {
  // "status" becomes "statu" everywhere alike, which does no harm.
  if (word.endsWith("ss")) return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss)es$/.test(word)) return word.slice(0, -2);
  return word.replace(/s$/, "");
}
