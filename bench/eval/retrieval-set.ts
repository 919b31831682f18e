import { readdirSync, readFileSync } from "node:fs";
import { type ReadDocument, readDocument } from "../../lib/knowledge/read-document/read-document.ts";

/** A question with the documents that answer it: 2 answers it, 1 helps; none: the knowledge base has no answer. */
export type JudgedQuestion = {
  /** Development questions were looked at while the search was built; held-out ones are only ever scored. */
  split: "development" | "heldout";
  text: string;
  persona?: string;
  relevant: Record<string, number>;
  /** Shares no word that is rare in the set (in at most a fifth of its documents) with a document that answers it. */
  paraphrase?: true;
};

export type RetrievalSet = {
  name: string;
  documents: { id: string; document: ReadDocument }[];
  questions: JudgedQuestion[];
};

/** The sample company's documents, and a kitchen's (sample data, general knowledge), each with judged questions. */
export function readRetrievalSets(): RetrievalSet[] {
  return [
    readSet({ name: "beverage", folder: "../../supabase/seed/bevgenie/knowledge/" }),
    readSet({ name: "kitchen", folder: "./kitchen/" }),
  ];
}

function readSet({ name, folder }: { name: string; folder: string }): RetrievalSet {
  const documents = readdirSync(new URL(folder, import.meta.url))
    .sort()
    .map((file) => ({
      id: file.replace(/\.md$/, ""),
      document: readDocument({
        name: file,
        content: readFileSync(new URL(folder + file, import.meta.url), "utf8"),
      }),
    }));
  const questions = readFileSync(new URL(`./retrieval-${name}.jsonl`, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as JudgedQuestion);
  return { name, documents, questions };
}
