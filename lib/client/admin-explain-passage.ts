import type { FoundPassage } from "../admin/search-knowledge.ts";

/** How a found passage is told of: words it shares with the question, and the names behind its tags. */
export type Explanation = {
  passage: Pick<FoundPassage, "lexicalRank" | "vectorRank" | "similarity" | "liftedBy" | "contributions">;
  matched: readonly string[];
  personas: readonly { id: string; name: string }[];
  intent: string;
  /** Better passages of the same document; each lowers the ones after it, so that answers draw on several. */
  sameDocumentAbove: number;
};

/** Words named at most; the highlighted text shows the others. */
const wordsNamed = 6;

/** Why a passage came back where it did, in one to four plain sentences. */
export function explainPassage(explanation: Explanation): string {
  const { passage, matched, personas, intent, sameDocumentAbove } = explanation;
  const sentences = [
    placesOf(passage, matched),
    liftOf(passage, { personas, intent }),
    movedBy(passage),
    sameDocumentAbove > 0 && "Placed lower because this document has a better passage above",
  ];
  return sentences.flatMap((each) => (each ? [`${each}.`] : [])).join(" ");
}

function placesOf(passage: Explanation["passage"], matched: readonly string[]): string {
  const { lexicalRank, vectorRank, similarity } = passage;
  const named = matched.slice(0, wordsNamed).join(", ");
  const words = `number ${lexicalRank} by words${named && ` (${named}${matched.length > wordsNamed ? ", …" : ""})`}`;
  const meaning = `number ${vectorRank} by meaning${similarity === null ? "" : ` (similarity ${similarity.toFixed(2)})`}`;
  if (lexicalRank !== null && vectorRank !== null) return sentence(`${words} and ${meaning}`);
  if (lexicalRank !== null) return sentence(`${words}; its meaning is not among the nearest`);
  return sentence(`${meaning}; its words are not among the best`);
}

function liftOf(
  { liftedBy, contributions }: Explanation["passage"],
  { personas, intent }: Pick<Explanation, "personas" | "intent">,
): string | undefined {
  const percent = Math.round((contributions.lift - 1) * 100);
  if (percent <= 0) return undefined;
  const names = liftedBy.personas.map((tag) => personas.find(({ id }) => id === tag)?.name ?? tag);
  const reasons = [
    ...(names.length > 0 ? [`it is for ${names.join(" and ")}`] : []),
    ...(liftedBy.intents.length > 0 ? [`the question looks like “${intent}”`] : []),
  ];
  // Persona and intent come first; a recent document is raised a little by itself.
  return `Raised ${percent}% because ${reasons.join(" and ") || "the document was changed lately"}`;
}

function movedBy({ contributions: { model = 0 } }: Explanation["passage"]): string | undefined {
  if (Math.abs(model) < 0.005) return undefined;
  return `The model found it ${model > 0 ? "more" : "less"} helpful than the search did`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
