"use client";

import { Button } from "@/components/ui/button.tsx";
import { useMediaQuery } from "@/components/ui/use-media-query.ts";
import { LearnedEmbedder } from "./learned-embedder.tsx";
import { fieldLook, TextField } from "./text-field.tsx";
import type { SearchQuestion } from "./use-search.ts";
import { WeightSlider } from "./weight-slider.tsx";

type Props = {
  question: SearchQuestion;
  personas: { id: string; name: string }[];
  tags: string[];
  onChange: (settings: Partial<SearchQuestion>) => void;
};

const mostPassages = 50;

/** Who is supposed to ask, where to look, and how much to bring back. */
export function SearchSettings({ question, personas, tags, onChange }: Props) {
  const { personaScores, tag, limit } = question;
  // Where they do not fit beside the results, they would push them out of the window.
  const isBeside = useMediaQuery("(min-width: 64rem)");
  return (
    <details open={isBeside} className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
      <summary className="py-1.5 text-ink-2 lg:hidden">Who asks, where to look, how much</summary>
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
        <div>
          <label htmlFor="search-tag" className="mb-1 block text-13 text-ink-2">
            Only documents tagged
          </label>
          <select
            id="search-tag"
            className={`${fieldLook} h-10`}
            value={tag ?? ""}
            onChange={({ target }) => onChange({ tag: target.value || undefined })}
          >
            <option value="">Any or no tag</option>
            {tags.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </div>
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
        <LearnedEmbedder />
      </div>
    </details>
  );
}
