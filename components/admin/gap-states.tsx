"use client";

import { type GapState, gapStates } from "@/lib/client/admin-gaps.ts";

type Props = { state: GapState; counts: Record<GapState, number>; onShow: (state: GapState) => void };

const names: Record<GapState, string> = { open: "Open", answered: "Answered", dismissed: "Dismissed" };

/** Which questions are listed, and how many there are of each kind. */
export function GapStates({ state, counts, onShow }: Props) {
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">Which questions</legend>
      {gapStates.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === state}
          className="min-h-9 rounded-6 border border-line-2 px-3 text-15 text-ink-2 transition-colors duration-150 hover:text-ink aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-ink"
          onClick={() => onShow(one)}
        >
          {names[one]} <span className="tabular-nums">({counts[one]})</span>
        </button>
      ))}
    </fieldset>
  );
}
