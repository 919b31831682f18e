/** Longest first; a suffix is cut only where at least `keep` letters stay. */
const SUFFIXES: { ending: string; becomes: string; keep: number }[] = [
  { ending: "isations", becomes: "ize", keep: 3 },
  { ending: "izations", becomes: "ize", keep: 3 },
  { ending: "isation", becomes: "ize", keep: 3 },
  { ending: "ization", becomes: "ize", keep: 3 },
  { ending: "ations", becomes: "", keep: 4 },
  { ending: "ation", becomes: "", keep: 4 },
  { ending: "ising", becomes: "ize", keep: 4 },
  { ending: "izing", becomes: "ize", keep: 4 },
  { ending: "ised", becomes: "ize", keep: 4 },
  { ending: "ized", becomes: "ize", keep: 4 },
  { ending: "ise", becomes: "ize", keep: 4 },
  { ending: "ments", becomes: "", keep: 4 },
  { ending: "ment", becomes: "", keep: 4 },
  { ending: "ions", becomes: "", keep: 4 },
  { ending: "ion", becomes: "", keep: 4 },
  { ending: "ings", becomes: "", keep: 3 },
  { ending: "ing", becomes: "", keep: 3 },
  { ending: "ies", becomes: "y", keep: 2 },
  { ending: "ied", becomes: "y", keep: 2 },
  { ending: "ers", becomes: "", keep: 4 },
  { ending: "ors", becomes: "", keep: 4 },
  { ending: "er", becomes: "", keep: 4 },
  { ending: "or", becomes: "", keep: 4 },
  { ending: "ed", becomes: "", keep: 3 },
  { ending: "es", becomes: "", keep: 3 },
  { ending: "ly", becomes: "", keep: 4 },
  { ending: "s", becomes: "", keep: 3 },
];

/**
 * The part of an English word that its forms share ("routing", "routes", "routed" become "rout").
 * It only has to be the same for forms of one word; it need not be a word itself.
 */
export function stem(word: string): string {
  if (word.length < 4 || word.endsWith("ss")) return word;
  for (const { ending, becomes, keep } of SUFFIXES) {
    if (word.length - ending.length < keep || !word.endsWith(ending)) continue;
    return settle(word.slice(0, word.length - ending.length) + becomes);
  }
  return settle(word);
}

/** "planned" and "plan", "route" and "routing" end alike. */
function settle(base: string): string {
  const last = base.at(-1);
  if (base.length > 3 && last === base.at(-2) && last !== "l" && last !== "s") return base.slice(0, -1);
  if (base.length > 3 && last === "e") return base.slice(0, -1);
  if (base.length > 3 && last === "y") return `${base.slice(0, -1)}i`;
  return base;
}
