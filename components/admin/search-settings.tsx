"use client";

import { Button } from "@/components/ui/button.tsx";
import { useMediaQuery } from "@/components/ui/use-media-query.ts";
import { shortModel } from "@/lib/client/admin-runs.ts";
import { Checkbox } from "./checkbox.tsx";
import { KnowledgeState } from "./knowledge-state.tsx";
import { LearnedEmbedder } from "./learned-embedder.tsx";
import { SelectField } from "./select-field.tsx";
import { TextField } from "./text-field.tsx";
import type { SearchQuestion } from "./use-search.ts";
import { WeightSlider } from "./weight-slider.tsx";

type Props = {
  question: SearchQuestion;
  personas: { id: string; name: string }[];
  tags: string[];
  documents: { id: string; title: string }[];
  /** What could put passages in order, and whether it does so for visitors. */
  reranking: { model: string | null; on: boolean };
  onChange: (settings: Partial<SearchQuestion>) => void;
};

const mostPassages = 50;

/** Who is supposed to ask, where to look, and how much to bring back. */
export function SearchSettings({ question, personas, tags, documents, reranking, onChange }: Props) {
  const { personaScores, tag, documentId, limit } = question;
  // Where they do not fit beside the results, they would push them out of the window.
  const isBeside = useMediaQuery("(min-width: 64rem)");
  return (
    <details open={isBeside} className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
      <summary className="py-1.5 pointer-coarse:py-2.5 text-ink-2 lg:hidden">
        Who asks, where to look, how it searches
      </summary>
      <div className="space-y-5">
        <fieldset>
          <legend className="mb-1 text-13 text-ink-2">As if the visitor were</legend>
          {personas.map(({ id, name }) => (
            <WeightSlider
              key={id}
              name={name}
              value={personaScores[id] ?? 0}
              onChange={(score) => onChange({ personaScores: { ...personaScores, [id]: score } })}
            />
          ))}
          {Object.values(personaScores).some((score) => score > 0) && (
            <Button look="plain" className="-ms-3" onClick={() => onChange({ personaScores: {} })}>
              Nobody in particular
            </Button>
          )}
        </fieldset>
        <Choice
          label="Only documents tagged"
          any="Any or no tag"
          value={tag}
          choices={tags.map((each) => ({ id: each, title: each }))}
          onChoose={(chosen) => onChange({ tag: chosen, documentId: undefined })}
        />
        <Choice
          label="Only one document"
          any="All documents"
          value={documentId}
          choices={documents}
          onChoose={(chosen) => onChange({ documentId: chosen, tag: undefined })}
        />
        <TextField
          label="Passages"
          type="number"
          min={1}
          max={mostPassages}
          defaultValue={limit}
          onChange={({ target }) => {
            const asked = target.valueAsNumber;
            if (Number.isInteger(asked) && asked >= 1 && asked <= mostPassages) onChange({ limit: asked });
          }}
        />
        <KnowledgeState />
        {reranking.model !== null && (
          <Checkbox isChecked={question.rerank ?? reranking.on} onChange={(rerank) => onChange({ rerank })}>
            Let {shortModel(reranking.model)} put them in order
          </Checkbox>
        )}
        <LearnedEmbedder />
      </div>
    </details>
  );
}

type ChoiceProps = {
  label: string;
  any: string;
  value: string | undefined;
  choices: { id: string; title: string }[];
  onChoose: (id: string | undefined) => void;
};

function Choice({ label, any, value, choices, onChoose }: ChoiceProps) {
  return (
    <SelectField label={label} value={value ?? ""} onChoose={(id) => onChoose(id || undefined)}>
      <option value="">{any}</option>
      {choices.map((choice) => (
        <option key={choice.id} value={choice.id}>
          {choice.title}
        </option>
      ))}
    </SelectField>
  );
}
