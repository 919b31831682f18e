"use client";

import dynamic from "next/dynamic";
import { TextSkeleton } from "@/components/ui/skeleton.tsx";
import { answerText, type Turn } from "@/lib/client/conversation.ts";
import { AnswerActions } from "./answer-actions.tsx";
import { AnswerSourcesContext } from "./answer-sources.tsx";
import { SourceList } from "./source-list.tsx";

/** Loaded when the page is idle (chat-app.tsx), so that the first view does not wait for a Markdown parser. */
const Markdown = dynamic(() => import("./markdown.tsx").then((module) => module.Markdown));

/** The reply to a message, at full width. */
export function Answer({ turn, isLast }: { turn: Turn; isLast: boolean }) {
  const { sources, citations, blocks } = turn;
  const isSettled = turn.phase === "settled";
  const text = answerText(turn);
  if (turn.phase === "waiting") return <Waiting mode={turn.mode} />;
  return (
    <div>
      {text !== "" && <h2 className="sr-only">Answer</h2>}
      <AnswerSourcesContext value={{ sources, citations }}>
        <Markdown blocks={blocks} isGrowing={!isSettled} />
      </AnswerSourcesContext>
      {turn.meta?.searchFailed && (
        <Remark>The knowledge base could not be searched, so this answer has no sources.</Remark>
      )}
      {turn.stopped && <Remark>You stopped this answer. What was written is kept.</Remark>}
      {isSettled && <SourceList sources={sources} citations={citations} />}
      {isSettled && turn.turnId && text !== "" && <AnswerActions turn={turn} isLast={isLast} />}
    </div>
  );
}

function Waiting({ mode }: { mode: Turn["mode"] }) {
  if (mode === "text") return <TextSkeleton label="Waiting for the answer" lines={3} />;
  return (
    <div>
      <p className="text-15 text-ink-2">Making the page. Its sections show as they are done.</p>
      <TextSkeleton label="Waiting for the page" lines={2} />
    </div>
  );
}

function Remark({ children }: { children: string }) {
  return <p className="mt-2 text-13 text-ink-2">{children}</p>;
}
