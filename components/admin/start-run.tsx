"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { shortModel } from "@/lib/client/admin-runs.ts";
import { Checkbox } from "./checkbox.tsx";
import { fieldLook } from "./text-field.tsx";

type Props = {
  /** Questions that there are. */
  count: number;
  /** What could put passages in order, and whether it does so for visitors. */
  reranking: { model: string | null; on: boolean };
  onStart: (run: { label: string; rerank?: boolean }) => Promise<void>;
};

/** What a run is for, and whether a model is to put in order what it finds: as in a visitor's turn, unless told. */
export function StartRun({ count, reranking: { model, on }, onStart }: Props) {
  const [label, setLabel] = useState("");
  const [rerank, setRerank] = useState<boolean>();
  const start = (event: FormEvent) => {
    event.preventDefault();
    setLabel("");
    void onStart({ label, ...(model !== null && { rerank: rerank ?? on }) });
  };
  return (
    <form onSubmit={start} className="mt-2 max-w-xl">
      <div className="flex flex-wrap gap-2">
        <input
          aria-label="What this run is for"
          placeholder="What this run is for, such as “before the new price list”"
          className={`${fieldLook} h-10 min-w-48 flex-1`}
          maxLength={120}
          value={label}
          onChange={({ target }) => setLabel(target.value)}
        />
        <Button type="submit" look="primary" className="min-h-10 pointer-coarse:min-h-11">
          {count === 1 ? "Run the question" : `Run all ${count} questions`}
        </Button>
      </div>
      {model !== null && (
        <div className="mt-1">
          <Checkbox isChecked={rerank ?? on} onChange={setRerank}>
            Let {shortModel(model)} put what is found in order
          </Checkbox>
        </div>
      )}
    </form>
  );
}
