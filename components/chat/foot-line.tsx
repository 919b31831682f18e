"use client";

import { type EnergyLeft, energyNotice } from "@/lib/client/energy-left.ts";
import { likeliestPersona, type VisitorEstimate } from "@/lib/client/visitor-estimate.ts";
import { useChat } from "./chat-context.tsx";
import type { SheetName } from "./chat-header.tsx";

type Props = {
  estimate: VisitorEstimate;
  energy: EnergyLeft | undefined;
  onOpen: (sheet: SheetName) => void;
};

/** Quiet lines below the composer: what we think of the visitor, what they have left, what they should know of us. */
export function FootLine({ estimate, energy, onOpen }: Props) {
  const { workspace } = useChat();
  const persona = likeliestPersona(workspace.personas, estimate.scores);
  // Without a model nothing is used.
  const notice = workspace.offline ? undefined : energyNotice(energy);
  const link =
    "min-h-6 pointer-coarse:min-h-11 underline decoration-line-2 underline-offset-4 hover:text-ink hover:decoration-ink";
  return (
    <div className="flex flex-wrap items-baseline gap-x-1.5 pt-2 text-13 text-ink-2 print:hidden">
      {notice && <p className="basis-full">{notice}</p>}
      <button type="button" className={`${link} me-auto`} onClick={() => onOpen("visitor")}>
        {persona ? `You seem to be: ${persona.name}` : "Your role: not known yet"}
      </button>
      <p className="max-sm:order-last max-sm:basis-full">
        {workspace.sampleData && "Sample data. "}
        An AI answers and can be wrong.
      </p>
      <button type="button" className={link} onClick={() => onOpen("privacy")}>
        What is stored
      </button>
    </div>
  );
}
