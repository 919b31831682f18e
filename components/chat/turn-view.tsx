"use client";

import { memo } from "react";
import type { Turn } from "@/lib/client/conversation.ts";
import { Answer } from "./answer.tsx";
import { FailureNote } from "./failure-note.tsx";
import { FollowUps } from "./follow-ups.tsx";
import { HandoverOffer, PageOffer, UnansweredOffer } from "./offers.tsx";
import { PageCardView } from "./page-card.tsx";
import { VisitorWords } from "./visitor-words.tsx";

/** `isInLine`: it waits for the end of the one before. */
type Props = { turn: Turn; isLast: boolean; isInLine: boolean };

/** One message and its whole reply. Drawn again only when this turn changes. */
export const TurnView = memo(function TurnView({ turn, isLast, isInLine }: Props) {
  const isDone = turn.phase === "settled" && !turn.failure;
  return (
    <article
      aria-label={turn.question.slice(0, 80)}
      aria-busy={turn.phase !== "settled"}
      className="space-y-4"
    >
      <VisitorWords question={turn.question} />
      {isInLine ? (
        <p className="text-15 text-ink-2">This is answered next.</p>
      ) : (
        <Answer turn={turn} isLast={isLast} />
      )}
      {turn.page && <PageCardView page={turn.page} isGrowing={turn.phase !== "settled"} />}
      {turn.failure && <FailureNote turn={turn} failure={turn.failure} />}
      {isDone && turn.meta?.handover && <HandoverOffer />}
      {isDone && turn.meta?.unanswered && !turn.meta.handover && <UnansweredOffer />}
      {isDone && isLast && turn.mode === "text" && turn.meta?.offeredPage && (
        <PageOffer question={turn.question} />
      )}
      {isDone && isLast && turn.followUps.length > 0 && <FollowUps questions={turn.followUps} />}
    </article>
  );
});
