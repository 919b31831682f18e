"use client";

import { Button } from "@/components/ui/button.tsx";
import type { RerankState } from "@/lib/admin/judged/read-gain.ts";
import { shortModel } from "@/lib/client/admin-runs.ts";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { RerankingFigures } from "./reranking-figures.tsx";
import type { useReranking } from "./use-reranking.ts";

/** Whether a model puts what is found in order for visitors; it is offered with the two runs that speak for it. */
export function Reranking({ state, failure, turn }: ReturnType<typeof useReranking>) {
  const { canWrite } = useConsole();
  if (!state) return failure ? <Failure error={failure} /> : null;
  const { on, gain, why, without, reranked, deltas } = state;
  return (
    <section aria-labelledby="reranking" className="mt-8 border-line border-t pt-3">
      <h2 id="reranking" className="font-medium">
        Re-ranking by a model
      </h2>
      <p role="status" className="mt-1 max-w-[72ch]">
        {on && <strong className="font-medium">On. </strong>}
        {about(state)}
      </p>
      {(without || reranked) && <RerankingFigures without={without} reranked={reranked} deltas={deltas} />}
      {!on && why && <p className="mt-3 max-w-[72ch] text-ink-2">{why}</p>}
      {on && why && <p className="mt-3 max-w-[72ch] text-warn">As of now it would not be turned on: {why}</p>}
      {canWrite && (on || gain) && (
        <Button className="mt-3" onClick={() => turn(!on)}>
          {on ? "Turn re-ranking off" : "Turn re-ranking on"}
        </Button>
      )}
      {failure !== undefined && <Failure error={failure} />}
    </section>
  );
}

function about({ on, model, gain }: RerankState): string {
  const name = model ? shortModel(model) : "a model";
  if (on && !model) return "No model is connected, so visitors get the order of the search.";
  if (on) return `Before a visitor's answer, ${name} puts the best twenty passages in order.`;
  const what = `Before each answer, ${name} can put the best twenty passages in order. It costs a call, and time before the first word.`;
  return gain ? `${what} Your own questions are answered better with it.` : what;
}
