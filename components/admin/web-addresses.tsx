"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Sheet } from "@/components/ui/sheet.tsx";
import { callAdmin } from "@/lib/client/admin-api.ts";
import { readTags } from "@/lib/client/admin-read-tags.ts";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { SourceList } from "./source-list.tsx";
import { TextField } from "./text-field.tsx";
import { useSending } from "./use-sending.ts";
import { useSources } from "./use-sources.ts";

type Props = {
  isOpen: boolean;
  onClose: () => void;
  /** A fetch began, or documents went. */
  onChanged: () => Promise<void>;
};

const kinds = [
  { kind: "page", name: "One page or file" },
  { kind: "sitemap", name: "All pages of a sitemap" },
] as const;
const blank = { url: "", tags: "", kind: "page" as (typeof kinds)[number]["kind"] };

/** Addresses that documents are fetched from: adding one, fetching them again, taking them back. */
export function WebAddresses({ isOpen, onClose, onChanged }: Props) {
  return (
    <Sheet
      title="Web addresses"
      description="Pages are read as a polite visitor would: what a site's robots.txt keeps back is left out."
      room="reading"
      isOpen={isOpen}
      onClose={onClose}
    >
      <Addresses onChanged={onChanged} />
    </Sheet>
  );
}

function Addresses({ onChanged }: Pick<Props, "onChanged">) {
  const { workspace } = useConsole();
  const { sources, error, reload, act } = useSources({ onChanged });
  const [draft, setDraft] = useState(blank);

  const {
    isSending,
    error: refusal,
    problemAt,
    submit,
  } = useSending(async () => {
    const body = { url: draft.url.trim(), kind: draft.kind, tags: readTags(draft.tags) };
    await callAdmin(workspace, "sources", { method: "POST", body });
    setDraft({ ...blank, kind: draft.kind });
    await Promise.all([reload(), onChanged()]);
  });

  return (
    <>
      <form className="space-y-4" onSubmit={submit}>
        <TextField
          label="Address"
          type="url"
          required
          maxLength={2000}
          placeholder="https://"
          value={draft.url}
          onChange={({ target }) => setDraft({ ...draft, url: target.value })}
          problem={problemAt("url")}
        />
        <fieldset>
          <legend className="mb-1 text-13 text-ink-2">What is there</legend>
          <div className="flex flex-wrap gap-x-6">
            {kinds.map(({ kind, name }) => (
              <label key={kind} className="flex min-h-9 pointer-coarse:min-h-11 items-center gap-2">
                <input
                  type="radio"
                  name="kind"
                  className="accent-accent"
                  checked={draft.kind === kind}
                  onChange={() => setDraft({ ...draft, kind })}
                />
                {name}
              </label>
            ))}
          </div>
        </fieldset>
        <TextField
          label="Tags"
          hint="Between commas. Given to every document from there."
          value={draft.tags}
          onChange={({ target }) => setDraft({ ...draft, tags: target.value })}
          problem={problemAt("tags")}
        />
        {refusal !== null && !problemAt("url") && !problemAt("tags") && <Failure error={refusal} />}
        <div className="flex justify-end">
          <Button type="submit" look="primary" disabled={isSending}>
            {isSending ? "Adding…" : "Add address"}
          </Button>
        </div>
      </form>
      {error !== null && <Failure error={error} onRetry={() => void reload()} />}
      <SourceList sources={sources} onAct={act} />
    </>
  );
}
