/**
 * Phrases of everyday English that ask for a thing without its name, and the name. Like synonyms.ts it is about the
 * language, not about a company.
 */
const phrases: [asked: RegExp, meant: string][] = [
  [/\bhow much (?:is|are|does|do|for|would|will)\b(?!.*\b(?:sav\w+|gain\w*|time|work)\b)/i, "price"],
  [/\bwhat (?:do|would|will) (?:we|i) (?:have to )?pay\b/i, "price"],
  [/\b(?:log|sign) ?-?in\b|\blogins?\b|\b(?:okta|entra|azure ad|onelogin)\b/i, "single sign-on SSO"],
  [/\bhow long\b.*\b(?:live|up and running|started?)\b/i, "rollout"],
  [/\bget (?:our|my|the) data out\b/i, "export"],
];

/** The question with the names of what it asks for, to be searched by; the question itself where it names them. */
export function spellOut(question: string): string {
  const meant = phrases.flatMap(([asked, name]) => (asked.test(question) ? [name] : []));
  return [question, ...meant].join(" ");
}
