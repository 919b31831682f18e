"use client";

import { Button } from "@/components/ui/button.tsx";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { LocalTime } from "./local-time.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { type EmbedderState, useEmbedder } from "./use-embedder.ts";

/** What the search has learnt from the company's own passages, and the button that teaches it. */
export function LearnedEmbedder() {
  const { canWrite } = useConsole();
  const { embedder, failure, isRunning, reload, learn, forget } = useEmbedder();
  if (!embedder) return failure ? <Failure error={failure} onRetry={reload} /> : null;
  if (!embedder.canLearn) return null;
  const { learned, state, passages, embedded } = embedder;
  return (
    <section aria-labelledby="learned-heading" className="border-line border-t pt-4">
      <h2 id="learned-heading" className="mb-1 text-13 text-ink-2">
        What words mean here
      </h2>
      <p role="status" className={state === "failed" ? "text-warn" : ""}>
        {tell(embedder)}
      </p>
      {state === "embedding" && passages > 0 && (
        <div className="mt-1.5">
          <ProgressBar label="Passages embedded" percent={Math.floor((embedded / passages) * 100)} />
        </div>
      )}
      {learned && !isRunning && (
        <p className="text-13 text-ink-2">
          Learnt <LocalTime at={learned.createdAt} />
        </p>
      )}
      {canWrite && (
        <div className="mt-2 flex flex-wrap gap-2">
          <Button onClick={learn} disabled={isRunning}>
            {learned ? "Learn again" : "Learn from the documents"}
          </Button>
          {learned && (
            <Button look="plain" onClick={forget} disabled={isRunning}>
              Forget
            </Button>
          )}
        </div>
      )}
      {failure !== undefined && <Failure error={failure} />}
    </section>
  );
}

function tell({ state, passages, embedded, error, learned, knowledge }: EmbedderState): string {
  if (state === "learning") return "Learning from the passages. The search goes on as before.";
  if (state === "embedding")
    return `Embedding ${embedded} of ${passages} passages. The search goes on as before.`;
  if (state === "failed") return error ?? "Learning failed.";
  if (!learned)
    return "The search knows English words. It can learn from the documents how your company uses them.";
  const since = knowledge - learned.passages;
  const grown = since > 0 ? ` There are ${since} more now.` : "";
  return `Learnt from ${learned.passages} passages.${grown}`;
}
