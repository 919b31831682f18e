import type { SearchVerdict } from "@/lib/admin/search-knowledge.ts";

/** Whether the assistant would answer the question, and what it would say instead. */
export function SearchVerdictLine({ verdict, found }: { verdict: SearchVerdict; found: number }) {
  return (
    <p className="max-w-[72ch]">
      <strong className="font-medium">{words[verdict.kind]}</strong>
      {"sentence" in verdict && <> “{verdict.sentence}”</>}
      {verdict.kind === "knows_nothing" && found > 0 && " None of these answers the question well enough."}
    </p>
  );
}

const words: Record<SearchVerdict["kind"], string> = {
  answers: "The assistant would answer from these passages.",
  knows_nothing: "The assistant would say that it does not know.",
  turned_back: "The assistant would turn this back:",
  has_a_reply: "The assistant would reply without the documents:",
};
