"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import type { JudgedRun } from "@/lib/admin/judged/compare-runs.ts";
import { callAdmin } from "@/lib/client/admin-api.ts";
import { runPath } from "@/lib/client/admin-paths.ts";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";

/** Asks all questions anew, since the knowledge base may have changed after the run that did not come to its end. */
export function RunAgain({ run: { label, settings } }: { run: JudgedRun }) {
  const { workspace, canWrite } = useConsole();
  const router = useRouter();
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  if (!canWrite) return null;

  const start = async () => {
    setIsSending(true);
    setError(null);
    try {
      const body = { ...(label !== null && { label }), rerank: settings.rerankedBy !== undefined };
      const begun = await callAdmin<JudgedRun>(workspace, "judged-runs", { method: "POST", body });
      router.push(runPath(workspace, { run: begun.id }));
    } catch (failure) {
      setError(failure);
      setIsSending(false);
    }
  };
  return (
    <div className="mt-3">
      <Button look="primary" disabled={isSending} onClick={() => void start()}>
        {isSending ? "Starting…" : "Run again"}
      </Button>
      {error !== null && (
        <div className="mt-2">
          <Failure error={error} />
        </div>
      )}
    </div>
  );
}
