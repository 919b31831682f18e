"use client";

import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import type { FoundPassage } from "@/lib/admin/search-knowledge.ts";
import { callAdmin } from "@/lib/client/admin-api.ts";
import { judgedExcerpt } from "@/lib/client/admin-judged-excerpt.ts";
import { matchedWords } from "@/lib/client/admin-matched-words.ts";
import { questionsPath } from "@/lib/client/admin-paths.ts";
import { Checkbox } from "./checkbox.tsx";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { JudgedPassage, type Judgement } from "./judged-passage.tsx";
import { useSending } from "./use-sending.ts";

type Props = { query: string; passages: readonly FoundPassage[] };

/** Keeps the question with the operator's judgement of what was found, to be run again after changes. */
export function KeepQuestion({ query, passages }: Props) {
  const { workspace, canWrite } = useConsole();
  const [isOpen, setIsOpen] = useState(false);
  const [kept, setKept] = useState(false);
  if (!canWrite) return null;
  if (kept)
    return (
      <p role="status" className="mt-2 text-13">
        Kept.{" "}
        <Link href={questionsPath(workspace)} className="text-accent underline underline-offset-4">
          Judged questions
        </Link>
      </p>
    );
  if (!isOpen)
    return (
      <Button className="mt-2" onClick={() => setIsOpen(true)}>
        Keep as judged question
      </Button>
    );
  return (
    <KeepForm
      query={query}
      passages={passages}
      onKept={() => setKept(true)}
      onClose={() => setIsOpen(false)}
    />
  );
}

type FormProps = Props & { onKept: () => void; onClose: () => void };

function KeepForm({ query, passages, onKept, onClose }: FormProps) {
  const { workspace } = useConsole();
  const [judgements, setJudgements] = useState<Record<string, Judgement>>(() =>
    Object.fromEntries(
      passages.map(({ passageId, content }) => [
        passageId,
        { grade: 0, excerpt: judgedExcerpt(content, matchedWords(content, query)) },
      ]),
    ),
  );
  const [isUnanswerable, setIsUnanswerable] = useState(passages.length === 0);
  const graded = passages.flatMap(({ passageId, documentId }) => {
    const judgement = judgements[passageId];
    return judgement && judgement.grade > 0 ? [{ documentId, ...judgement }] : [];
  });

  const { isSending, error, submit } = useSending(async () => {
    const expected = isUnanswerable ? [] : graded;
    await callAdmin(workspace, "judged-questions", { method: "POST", body: { question: query, expected } });
    onKept();
  });

  return (
    <form onSubmit={submit} aria-label="Keep as judged question" className="mt-3 border-line border-y py-3">
      <p className="max-w-[72ch] text-ink-2">
        Which of these answer “{query}”? What you mark is expected of every later run.
      </p>
      {!isUnanswerable &&
        passages.map((passage) => (
          <JudgedPassage
            key={passage.passageId}
            passage={passage}
            judgement={judgements[passage.passageId] ?? { grade: 0, excerpt: "" }}
            onChange={(judgement) => setJudgements({ ...judgements, [passage.passageId]: judgement })}
          />
        ))}
      <div className="mt-2">
        <Checkbox isChecked={isUnanswerable} onChange={setIsUnanswerable}>
          The knowledge base cannot answer it
        </Checkbox>
      </div>
      {error !== null && <Failure error={error} />}
      <div className="mt-2 flex gap-2">
        <Button type="submit" look="primary" disabled={isSending || (!isUnanswerable && graded.length === 0)}>
          {isSending ? "Keeping…" : "Keep the question"}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}
