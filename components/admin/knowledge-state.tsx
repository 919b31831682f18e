"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import type { KnowledgeBase } from "@/lib/client/admin-knowledge.ts";
import { languageChoices, languageName } from "@/lib/client/admin-languages.ts";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { fieldLook } from "./text-field.tsx";
import { useKnowledge } from "./use-knowledge.ts";

/** By which language's words and by which model's meanings documents are found, and how far a change of either is. */
export function KnowledgeState() {
  const { canWrite } = useConsole();
  const { knowledge, failure, isReindexing, reload, changeLanguage } = useKnowledge();
  if (!knowledge) return failure ? <Failure error={failure} onRetry={reload} /> : null;
  return (
    <section aria-labelledby="searched-by" className="space-y-3 border-line border-t pt-4">
      <h2 id="searched-by" className="sr-only">
        What documents are found by
      </h2>
      {canWrite ? (
        <LanguageChoice
          key={knowledge.language}
          language={knowledge.language}
          isBusy={isReindexing}
          onChange={changeLanguage}
        />
      ) : (
        <p>
          <span className="block text-13 text-ink-2">Language of the documents</span>
          {languageName(knowledge.language)}
        </p>
      )}
      <div role="status" className="space-y-3 text-13 text-ink-2">
        {isReindexing ? <Reindexing {...knowledge} /> : <p>{indexedWords(knowledge)}</p>}
        {knowledge.change ? (
          <ModelChange knowledge={knowledge} change={knowledge.change} />
        ) : (
          knowledge.documents > 0 &&
          knowledge.embedding.model && (
            <p className="[overflow-wrap:anywhere]">
              Their meaning is compared by {knowledge.embedding.model}.
            </p>
          )
        )}
      </div>
      {failure !== undefined && <Failure error={failure} onRetry={reload} />}
    </section>
  );
}

type ChoiceProps = {
  language: string;
  isBusy: boolean;
  onChange: (language: string) => Promise<void>;
};

/** Nothing happens while one looks through the list: the button says what will. */
function LanguageChoice({ language, isBusy, onChange }: ChoiceProps) {
  const id = useId();
  const [chosen, setChosen] = useState(language);
  const [isSending, setIsSending] = useState(false);
  const choices = languageChoices(language);
  const isStemmed = choices.find(({ code }) => code === chosen)?.isStemmed;
  const change = async () => {
    setIsSending(true);
    await onChange(chosen);
    setIsSending(false);
  };
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-13 text-ink-2">
        Language of the documents
      </label>
      <select
        id={id}
        className={`${fieldLook} h-10`}
        value={chosen}
        disabled={isBusy || isSending}
        onChange={({ target }) => setChosen(target.value)}
      >
        {choices.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      {!isStemmed && (
        <p className="mt-1 text-13 text-ink-2">Its words are found as they are written, without endings.</p>
      )}
      {chosen !== language && (
        <div className="mt-2 flex flex-wrap gap-2">
          <Button disabled={isSending} onClick={() => void change()}>
            {isSending ? "Saving…" : `Index in ${languageName(chosen)}`}
          </Button>
          <Button look="plain" disabled={isSending} onClick={() => setChosen(language)}>
            Cancel
          </Button>
        </div>
      )}
    </div>
  );
}

function Reindexing({ indexed, documents, language }: KnowledgeBase) {
  return (
    <div className="space-y-1.5">
      <p>
        {indexed} of {documents} documents are indexed in {languageName(language)}. The others are found as
        before.
      </p>
      <ProgressBar label="Documents indexed" percent={percent(indexed, documents)} />
    </div>
  );
}

function indexedWords({ documents, language }: KnowledgeBase): string {
  if (documents === 0) return "There are no documents yet.";
  const all = documents === 1 ? "1 document is" : `All ${documents} documents are`;
  return `${all} indexed in ${languageName(language)}.`;
}

type ChangeProps = { knowledge: KnowledgeBase; change: NonNullable<KnowledgeBase["change"]> };

function ModelChange({ knowledge: { passages, embedding }, change }: ChangeProps) {
  const serving = embedding.model ? ` Until all are, ${embedding.model} answers.` : "";
  return (
    <div className="space-y-1.5 [overflow-wrap:anywhere]">
      <p>
        {change.passages} of {passages} passages are embedded by {change.model}.{serving}
      </p>
      <ProgressBar label="Passages embedded" percent={percent(change.passages, passages)} />
      {change.error && <p className="text-warn">{change.error}</p>}
    </div>
  );
}

function percent(done: number, all: number): number {
  return all === 0 ? 100 : Math.floor((done / all) * 100);
}
