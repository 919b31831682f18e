"use client";

import { type GapState, gapStates } from "@/lib/client/admin-gaps.ts";
import { FilterButton } from "./filter-button.tsx";

type Props = { state: GapState; counts: Record<GapState, number>; onShow: (state: GapState) => void };

const names: Record<GapState, string> = { open: "Open", answered: "Answered", dismissed: "Dismissed" };

/** Which questions are listed, and how many there are of each kind. */
export function GapStates({ state, counts, onShow }: Props) {
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">Which questions</legend>
      {gapStates.map((one) => (
        <FilterButton key={one} isOn={one === state} onClick={() => onShow(one)}>
          {names[one]} {counts[one]}
        </FilterButton>
      ))}
    </fieldset>
  );
}
