"use client";

import type { DocumentFilter } from "@/lib/client/admin-find-documents.ts";
import { SearchField } from "./search-field.tsx";
import { fieldLook } from "./text-field.tsx";

type Props = {
  filter: DocumentFilter;
  tags: { tag: string; documents: number }[];
  shown: number;
  all: number;
  onChange: (filter: DocumentFilter) => void;
};

/** Narrows the list by words and by one tag, and says how much is left. */
export function DocumentFilterBar({ filter, tags, shown, all, onChange }: Props) {
  return (
    <search className="mt-5 flex flex-wrap items-center gap-2">
      <SearchField
        label="Find documents"
        placeholder="Title, tag or address"
        className="w-full sm:w-72"
        value={filter.words}
        onChange={({ target }) => onChange({ ...filter, words: target.value })}
      />
      <select
        aria-label="Tag"
        className={`${fieldLook} h-10 sm:w-56`}
        value={filter.tag ?? ""}
        onChange={({ target }) => onChange({ ...filter, tag: target.value || undefined })}
      >
        <option value="">All tags</option>
        {tags.map(({ tag, documents }) => (
          <option key={tag} value={tag}>
            {tag} ({documents})
          </option>
        ))}
      </select>
      <p role="status" className="text-13 text-ink-2 sm:ms-2">
        {shown === all ? `${all} ${all === 1 ? "document" : "documents"}` : `${shown} of ${all} documents`}
      </p>
    </search>
  );
}
