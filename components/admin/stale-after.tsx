"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { callAdmin } from "@/lib/client/admin-api.ts";
import type { KnowledgeBase } from "@/lib/client/admin-knowledge.ts";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { fieldLook } from "./text-field.tsx";
import { useSending } from "./use-sending.ts";

type Props = { months: number; onChanged: (months: number) => void };

/** The same bounds as the workspace's own: lib/workspace.ts. */
const most = 120;

/** After how long a document that nobody touched is shown as out of date. */
export function StaleAfter({ months, onChanged }: Props) {
  const { workspace } = useConsole();
  const [typed, setTyped] = useState(String(months));
  const isChanged = typed.trim() !== "" && Number(typed) !== months;

  const { isSending, error, submit } = useSending(async () => {
    const body = { staleAfterMonths: Number(typed) };
    const { staleAfterMonths } = await callAdmin<KnowledgeBase>(workspace, "knowledge", {
      method: "PATCH",
      body,
    });
    onChanged(staleAfterMonths);
  });

  return (
    <form className="mt-3" onSubmit={submit}>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
        <label htmlFor="stale-after" className="text-ink-2">
          Months until an unchanged document is out of date
        </label>
        <span className="w-20">
          <input
            id="stale-after"
            type="number"
            inputMode="numeric"
            required
            min={1}
            max={most}
            step={1}
            className={`${fieldLook} h-9 tabular-nums`}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </span>
        <Button type="submit" disabled={!isChanged || isSending}>
          {isSending ? "Saving…" : "Save and look again"}
        </Button>
      </div>
      {error !== null && (
        <div className="mt-2">
          <Failure error={error} />
        </div>
      )}
    </form>
  );
}
