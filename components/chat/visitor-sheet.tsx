"use client";

import { useState } from "react";
import { Sheet } from "@/components/ui/sheet.tsx";
import type { PersonaScores } from "@/lib/ai/score-persona.ts";
import { type Evidence, likeliestPersona, type VisitorEstimate } from "@/lib/client/visitor-estimate.ts";
import { useChat } from "./chat-context.tsx";

type Props = {
  estimate: VisitorEstimate;
  isOpen: boolean;
  onClose: () => void;
  onCorrect: (scores: PersonaScores) => Promise<void>;
};

const strengths = { STRONG: "strong", MEDIUM: "medium", WEAK: "weak" };

/** What we think the visitor is, with every reason, and the visitor's own word on it. */
export function VisitorSheet({ estimate, isOpen, onClose, onCorrect }: Props) {
  const { personas } = useChat().workspace;
  return (
    <Sheet
      title="What we think you are"
      description="Answers are worded for your role. It is a guess from what you wrote here, made without a model."
      isOpen={isOpen}
      onClose={onClose}
    >
      <Correction estimate={estimate} onCorrect={onCorrect} />
      <h3 className="mt-8 font-medium">Why we think so</h3>
      {estimate.evidence.length === 0 && (
        <p className="mt-1 text-15 text-ink-2">Nothing you wrote has told us yet.</p>
      )}
      <ul className="mt-2">
        {[...estimate.evidence.entries()].toReversed().map(([place, reason]) => (
          <Reason
            key={place}
            reason={reason}
            name={personas.find((persona) => persona.id === reason.persona)?.name ?? reason.persona}
          />
        ))}
      </ul>
    </Sheet>
  );
}

function Reason({ reason, name }: { reason: Evidence; name: string }) {
  const sign = reason.confidence < 0 ? "−" : "+";
  return (
    <li className="flex items-baseline justify-between gap-4 border-line border-b py-2">
      <span className="min-w-0">
        <span dir="auto" className="[overflow-wrap:anywhere]">
          {reason.words === null ? "You told us" : `“${reason.words}”`}
        </span>
        <span className="block text-13 text-ink-2">
          {reason.words === null ? name : `${name}, ${strengths[reason.strength]}`}
        </span>
      </span>
      <span className="shrink-0 text-13 text-ink-2">
        {sign}
        {Math.abs(reason.confidence).toFixed(1)}
      </span>
    </li>
  );
}

function Correction({ estimate, onCorrect }: Pick<Props, "estimate" | "onCorrect">) {
  const { personas } = useChat().workspace;
  const [said, setSaid] = useState<"" | "kept" | "failed">("");
  const likeliest = likeliestPersona(personas, estimate.scores)?.id ?? "";

  function choose(id: string) {
    const scores = Object.fromEntries(personas.map((persona) => [persona.id, persona.id === id ? 1 : 0]));
    onCorrect(scores).then(
      () => setSaid("kept"),
      () => setSaid("failed"),
    );
  }

  return (
    <fieldset>
      <legend className="font-medium">Your role</legend>
      <div className="mt-1">
        {personas.map((persona) => (
          <RoleChoice
            key={persona.id}
            name={persona.name}
            description={persona.description}
            score={estimate.scores[persona.id] ?? 0}
            isChosen={persona.id === likeliest}
            onChoose={() => choose(persona.id)}
          />
        ))}
        <RoleChoice name="None of these" isChosen={likeliest === ""} onChoose={() => choose("")} />
      </div>
      <p role="status" className="mt-2 text-13 text-ink-2">
        {said === "kept" && "Noted. The next answer goes by it."}
        {said === "failed" && "This could not be noted. Try again."}
      </p>
    </fieldset>
  );
}

type RoleProps = {
  name: string;
  description?: string;
  score?: number;
  isChosen: boolean;
  onChoose: () => void;
};

function RoleChoice({ name, description, score, isChosen, onChoose }: RoleProps) {
  return (
    <label className="block cursor-pointer border-line border-b py-2.5">
      <span className="flex items-center gap-3">
        <input
          type="radio"
          name="role"
          checked={isChosen}
          onChange={onChoose}
          className="size-4 accent-accent"
        />
        <span className="flex-1">{name}</span>
        {score !== undefined && <span className="text-13 text-ink-2">{score.toFixed(1)} of 1</span>}
      </span>
      {score !== undefined && (
        <span aria-hidden className="ms-7 mt-1.5 block h-0.5 bg-line">
          <span className="block h-full bg-accent" style={{ width: `${Math.round(score * 100)}%` }} />
        </span>
      )}
      {description && <span className="ms-7 mt-1.5 line-clamp-2 text-13 text-ink-2">{description}</span>}
    </label>
  );
}
