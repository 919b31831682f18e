"use client";

import { Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import type { JudgedQuestion } from "@/lib/admin/judged/judged-question.ts";
import { documentPath, searchPath } from "@/lib/client/admin-paths.ts";
import { ChangeQuestion } from "./change-question.tsx";
import { useConsole } from "./console-context.tsx";
import { SearchField } from "./search-field.tsx";

type Props = {
  questions: JudgedQuestion[];
  onRemove: (question: JudgedQuestion) => Promise<void>;
  onKeepAgain: (question: JudgedQuestion) => void;
  onChanged: (question: JudgedQuestion) => void;
};

/** Too many to look through without a search. */
const manyQuestions = 10;

/** The judged questions with what is expected for each. A removed one can be kept again at once. */
export function QuestionList({ questions, onRemove, onKeepAgain, onChanged }: Props) {
  const [words, setWords] = useState("");
  const [removed, setRemoved] = useState<JudgedQuestion | null>(null);
  const wanted = words.trim().toLowerCase();
  const shown = questions.filter(({ question }) => question.toLowerCase().includes(wanted));

  const remove = async (question: JudgedQuestion) => {
    await onRemove(question);
    setRemoved(question);
  };
  return (
    <>
      {removed && (
        <p role="status" className="mt-2 text-13 text-ink-2">
          “{removed.question}” was removed.{" "}
          <button
            type="button"
            className="min-h-8 pointer-coarse:min-h-11 font-medium text-accent underline underline-offset-4"
            onClick={() => {
              onKeepAgain(removed);
              setRemoved(null);
            }}
          >
            Undo
          </button>
        </p>
      )}
      {questions.length >= manyQuestions && (
        <SearchField
          label="Find questions"
          placeholder="Words of a question"
          className="mt-3 max-w-md"
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      )}
      {questions.length === 0 && (
        <p className="mt-2 max-w-[72ch] text-ink-2">
          None yet. Ask something in Search and mark the passages that answer it, or import a file: CSV with
          the columns question, document, excerpt and grade (2 answers it, 1 helps), a question without a
          document cannot be answered.
        </p>
      )}
      {questions.length > 0 && shown.length === 0 && (
        <div className="mt-4">
          <p>No question has “{words.trim()}” in it.</p>
          <Button className="mt-2" onClick={() => setWords("")}>
            Show all questions
          </Button>
        </div>
      )}
      <ul className="mt-3">
        {shown.map((question) => (
          <QuestionItem
            key={question.id}
            question={question}
            onRemove={() => void remove(question)}
            onChanged={onChanged}
          />
        ))}
      </ul>
    </>
  );
}

type ItemProps = { question: JudgedQuestion; onRemove: () => void; onChanged: Props["onChanged"] };

function QuestionItem({ question: judged, onRemove, onChanged }: ItemProps) {
  const { canWrite } = useConsole();
  const [isOpen, setIsOpen] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const { question } = judged;
  const close = () => {
    setIsOpen(false);
    pencil.current?.focus();
  };
  return (
    <li className="border-line border-t py-2.5">
      <div className="flex items-start gap-1">
        <ExpectedPlaces judged={judged} />
        {canWrite && (
          <>
            <IconButton
              ref={pencil}
              label={`Change “${question}”`}
              icon={Pencil}
              size="small"
              aria-expanded={isOpen}
              onClick={() => setIsOpen(!isOpen)}
            />
            <IconButton label={`Remove “${question}”`} icon={Trash2} size="small" onClick={onRemove} />
          </>
        )}
      </div>
      {isOpen && (
        <ChangeQuestion
          judged={judged}
          onClose={close}
          onChanged={(changed) => {
            onChanged(changed);
            close();
          }}
        />
      )}
    </li>
  );
}

function ExpectedPlaces({ judged: { question, expected } }: { judged: JudgedQuestion }) {
  const { workspace } = useConsole();
  return (
    <div className="me-2 min-w-0 flex-1">
      <Link
        href={searchPath(workspace, question)}
        dir="auto"
        className="font-medium [overflow-wrap:anywhere] hover:underline pointer-coarse:py-4 hover:underline-offset-4"
      >
        {question}
      </Link>
      {expected.length === 0 && <p className="text-13 text-ink-2">The knowledge base cannot answer it.</p>}
      <ul>
        {expected.map(({ documentId, title, excerpt, grade, documentThere }) => (
          <li key={`${documentId} ${excerpt}`} className="max-w-[72ch] text-13 text-ink-2">
            {grade === 2 ? "Answers: " : "Helps: "}
            {documentThere ? (
              <Link
                dir="auto"
                href={documentPath(workspace, { documentId })}
                className="underline pointer-coarse:py-4 underline-offset-4"
              >
                {title}
              </Link>
            ) : (
              <span className="text-warn">{title} (deleted)</span>
            )}
            {excerpt !== null && (
              <span className="line-clamp-2 [overflow-wrap:anywhere]">
                “<bdi>{excerpt}</bdi>”
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
