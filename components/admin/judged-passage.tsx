"use client";

import { useId } from "react";
import type { FoundPassage } from "@/lib/admin/search-knowledge.ts";
import { TextArea } from "./text-area.tsx";
import { fieldLook } from "./text-field.tsx";

/** 0: it does not help. */
export type Judgement = { grade: 0 | 1 | 2; excerpt: string };

type Props = {
  passage: Pick<FoundPassage, "title" | "headingPath">;
  judgement: Judgement;
  /** The whole document may be expected, without any words of it. */
  mayBeWhole?: boolean;
  problem?: string | undefined;
  onChange: (judgement: Judgement) => void;
};

/** What one passage is worth for the question, and the words of it that are worth it. */
export function JudgedPassage({ passage, judgement, mayBeWhole = false, problem, onChange }: Props) {
  const { title, headingPath } = passage;
  const id = useId();
  return (
    <div className="mt-3 sm:mt-2">
      <div className="flex flex-col gap-x-3 gap-y-1 sm:flex-row sm:items-center">
        <label htmlFor={id} className="min-w-0 [overflow-wrap:anywhere] sm:order-last sm:flex-1 sm:truncate">
          <bdi>{[title, ...headingPath].join(" › ")}</bdi>
        </label>
        <span className="w-44 shrink-0">
          <select
            id={id}
            className={`${fieldLook} h-9`}
            value={judgement.grade}
            onChange={({ target }) =>
              onChange({ ...judgement, grade: Number(target.value) as Judgement["grade"] })
            }
          >
            <option value={0}>Does not help</option>
            <option value={1}>Helps</option>
            <option value={2}>Answers it</option>
          </select>
        </span>
      </div>
      {judgement.grade > 0 && (
        <div className="mt-1 max-w-[72ch]">
          <TextArea
            label="By these words of it"
            rows={2}
            dir="auto"
            required={!mayBeWhole}
            {...(mayBeWhole && { hint: "Left empty, any passage of the document will do." })}
            problem={problem}
            maxLength={2000}
            value={judgement.excerpt}
            onChange={({ target }) => onChange({ ...judgement, excerpt: target.value })}
          />
        </div>
      )}
    </div>
  );
}
