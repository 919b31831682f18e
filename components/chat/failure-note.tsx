"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { answerText, type Turn, type TurnFailure } from "@/lib/client/conversation.ts";
import { useChat } from "./chat-context.tsx";
import { HandoverOffer } from "./offers.tsx";

/** What happened, what was kept, and the way on. */
export function FailureNote({ turn, failure }: { turn: Turn; failure: TurnFailure }) {
  const { askAgain, edit, loadRest, workspace } = useChat();
  const hasPart = answerText(turn) !== "" || turn.page !== undefined;
  const seconds = useSecondsUntil(failure.retryAt);
  return (
    <div className="border-bad border-s-2 ps-3">
      <p className="text-15">
        <span className="font-medium text-bad">{hasPart ? "Not finished. " : "Not answered. "}</span>
        {failure.sentence}
      </p>
      <div className="mt-2 flex flex-wrap gap-2 print:hidden">
        {failure.canLoadRest && <Button onClick={loadRest}>Load the answer</Button>}
        <Button disabled={seconds > 0} onClick={() => askAgain(turn)}>
          {seconds > 0 ? `Try again in ${seconds} s` : "Try again"}
        </Button>
        <Button look="plain" onClick={() => edit(turn.question)}>
          Edit the message
        </Button>
      </div>
      {failure.code === "insufficient_energy" && workspace.contact?.url && (
        <div className="mt-3">
          <HandoverOffer />
        </div>
      )}
    </div>
  );
}

/** Whole seconds until a moment (ms since 1970), counted down; 0 once it has passed. */
function useSecondsUntil(moment: number | undefined): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(moment));
  useEffect(() => {
    if (moment === undefined) return;
    const timer = setInterval(() => setSeconds(secondsUntil(moment)), 250);
    return () => clearInterval(timer);
  }, [moment]);
  return seconds;
}

function secondsUntil(moment: number | undefined): number {
  return moment === undefined ? 0 : Math.max(0, Math.ceil((moment - Date.now()) / 1000));
}
