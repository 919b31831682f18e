"use client";

import { useMemo, useState } from "react";
import { type OpenedSource, SourceSheet } from "@/components/source/source-sheet.tsx";
import { answerText, type Turn } from "@/lib/client/conversation.ts";
import type { PublicWorkspace } from "@/lib/client/public-workspace.ts";
import { type StoredMessage, turnsOf } from "@/lib/client/stored-conversation.ts";
import { AnswerSourcesContext } from "./answer-sources.tsx";
import { type ChatCommands, ChatProvider } from "./chat-context.tsx";
import { Markdown } from "./markdown.tsx";
import { PageCardView } from "./page-card.tsx";
import { SourceList } from "./source-list.tsx";

type Props = {
  workspace: PublicWorkspace;
  title: string;
  createdAt: string;
  messages: StoredMessage[];
  chatAddress: string;
};

/** A conversation as whoever has its link reads it: every word and source of it, and nothing to change. */
export function SharedConversation({ workspace, title, createdAt, messages, chatAddress }: Props) {
  const [source, setSource] = useState<OpenedSource | null>(null);
  const turns = useMemo(() => turnsOf({ id: "shared", title, messages }), [title, messages]);
  return (
    <ChatProvider value={readingCommands(workspace, { chatAddress, openSource: setSource })}>
      <main className="mx-auto min-h-dvh max-w-[46rem] px-4 py-8 text-ink">
        <header className="mb-8 border-line border-b pb-4">
          <p className="text-13 text-ink-2">
            A conversation with {workspace.name}’s AI concierge, shared for reading ·{" "}
            <time dateTime={createdAt}>{createdAt.slice(0, 10)}</time>
          </p>
          <h1 dir="auto" className="mt-1 font-serif text-28">
            {title}
          </h1>
        </header>
        <ol className="space-y-8">
          {turns.map((turn) => (
            <li key={turn.key}>
              <SharedTurn turn={turn} />
            </li>
          ))}
        </ol>
        <p className="mt-10 border-line border-t pt-4 print:hidden">
          <a href={chatAddress} className="text-15 text-accent underline underline-offset-4">
            Ask your own question
          </a>
        </p>
      </main>
      <SourceSheet slug={workspace.slug} source={source} onClose={() => setSource(null)} />
    </ChatProvider>
  );
}

function SharedTurn({ turn }: { turn: Turn }) {
  const { sources, citations, blocks, page } = turn;
  return (
    <>
      <h2 className="sr-only">Question</h2>
      <p
        dir="auto"
        className="ms-auto mb-4 w-fit max-w-[85%] whitespace-pre-wrap border-accent border-e-2 pe-3 text-15 text-ink-2 [overflow-wrap:anywhere]"
      >
        {turn.question}
      </p>
      {page && <PageCardView page={page} isGrowing={false} />}
      {!page && answerText(turn) !== "" && (
        <AnswerSourcesContext value={{ sources, citations }}>
          <Markdown blocks={blocks} isGrowing={false} />
          <SourceList sources={sources} citations={citations} />
        </AnswerSourcesContext>
      )}
    </>
  );
}

/** What a reader may ask for: sources and pages open here, anything else leads to the chat. */
function readingCommands(
  workspace: PublicWorkspace,
  { chatAddress, openSource }: { chatAddress: string; openSource: ChatCommands["openSource"] },
): ChatCommands {
  const toChat = (question: string) =>
    window.location.assign(`${chatAddress}?ask=${encodeURIComponent(question)}`);
  return {
    workspace,
    ask: toChat,
    askAgain: (turn) => toChat(turn.question),
    edit: toChat,
    loadRest: () => window.location.reload(),
    rate: () => Promise.resolve(),
    openPage: (page) => window.location.assign(page.url),
    openSource,
  };
}
