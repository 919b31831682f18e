"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import type { JudgedQuestion } from "@/lib/admin/judged/judged-question.ts";
import { AdminFailure, callAdmin } from "@/lib/client/admin-api.ts";
import { AddExpected } from "./add-expected.tsx";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { JudgedPassage, type Judgement } from "./judged-passage.tsx";
import { TextArea } from "./text-area.tsx";
import { useSending } from "./use-sending.ts";

type Props = {
  judged: JudgedQuestion;
  onChanged: (question: JudgedQuestion) => void;
  onClose: () => void;
};

/** `key`: its place, which it keeps. */
type Row = { key: number; documentId: string; title: string; judgement: Judgement };

/** A judged question's words and what is expected for it, to be changed where it stands. */
export function ChangeQuestion({ judged, onChanged, onClose }: Props) {
  const { workspace } = useConsole();
  const [question, setQuestion] = useState(judged.question);
  const [rows, setRows] = useState<Row[]>(() => rowsOf(judged));
  const graded = rows.filter(({ judgement }) => judgement.grade > 0);
  const hasDeleted = judged.expected.some(({ documentThere }) => !documentThere);

  const { isSending, error, submit } = useSending(async () => {
    const expected = graded.map(({ documentId, judgement: { grade, excerpt } }) => ({
      ...{ documentId, grade },
      ...(excerpt.trim() !== "" && { excerpt }),
    }));
    const body = { question, expected };
    onChanged(await callAdmin(workspace, `judged-questions/${judged.id}`, { method: "PUT", body }));
  });
  const problems = problemsOf(error);

  return (
    <form
      aria-label={`Change “${judged.question}”`}
      className="mt-2 max-w-[72ch] border-line-2 border-s ps-4"
      onSubmit={submit}
    >
      <TextArea
        label="Question"
        rows={2}
        required
        autoFocus
        dir="auto"
        maxLength={4000}
        problem={problems.question}
        value={question}
        onChange={({ target }) => setQuestion(target.value)}
      />
      {rows.map((row) => (
        <JudgedPassage
          key={row.key}
          passage={{ title: row.title, headingPath: [] }}
          judgement={row.judgement}
          mayBeWhole
          problem={problems[`expected.${graded.indexOf(row)}.excerpt`]}
          onChange={(judgement) => setRows(rows.map((each) => (each === row ? { ...row, judgement } : each)))}
        />
      ))}
      <AddExpected
        onAdd={(document) =>
          setRows([...rows, { ...document, key: rows.length, judgement: { grade: 2, excerpt: "" } }])
        }
      />
      {hasDeleted && (
        <p className="mt-2 text-13 text-ink-2">What stood in a deleted document is left out when you save.</p>
      )}
      {graded.length === 0 && (
        <p className="mt-2 text-13 text-ink-2">
          Nothing is expected: the question counts as one that the knowledge base cannot answer.
        </p>
      )}
      {error !== null && Object.keys(problems).length === 0 && (
        <div className="mt-2">
          <Failure error={error} />
        </div>
      )}
      <div className="mt-3 flex gap-2">
        <Button type="submit" look="primary" disabled={isSending || question.trim() === ""}>
          {isSending ? "Saving…" : "Save the question"}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}

/** What stood in a document that is gone cannot be expected any more. */
function rowsOf({ expected }: JudgedQuestion): Row[] {
  return expected
    .filter(({ documentThere }) => documentThere)
    .map(({ documentId, title, excerpt, grade }, key) => ({
      ...{ key, documentId, title },
      judgement: { grade, excerpt: excerpt ?? "" },
    }));
}

/** What was refused, by the field that it is told at. */
function problemsOf(error: unknown): Record<string, string> {
  const isAtField =
    error instanceof AdminFailure && (error.field === "question" || error.field?.endsWith(".excerpt"));
  return isAtField ? { [error.field ?? ""]: error.message } : {};
}
