"use client";

import dynamic from "next/dynamic";
import { ChatProvider } from "./chat-context.tsx";
import { ChatHeader } from "./chat-header.tsx";
import { SkipLink } from "./skip-link.tsx";
import { TalkColumn } from "./talk-column.tsx";
import { type ChatStart, useChatApp } from "./use-chat-app.ts";

// What the first view does not show comes after it (use-start.ts).
const Canvas = dynamic(() => import("./canvas.tsx").then((module) => module.Canvas), { ssr: false });
const Sheets = dynamic(() => import("./sheets.tsx").then((module) => module.Sheets), { ssr: false });

/** The visitor's page: the talk, and beside it the page it made. */
export function ChatApp(props: ChatStart) {
  const { slug } = props.workspace;
  const chat = useChatApp(props);
  return (
    <ChatProvider value={chat.commands}>
      <SkipLink />
      <div className="flex h-dvh flex-col print:h-auto">
        <ChatHeader onOpen={chat.sheets.open} onNewChat={chat.newChat} />
        <div className="flex min-h-0 flex-1 print:block">
          <TalkColumn chat={chat} slug={slug} />
          <OpenPage chat={chat} />
        </div>
      </div>
      <p role="status" className="sr-only">
        {chat.talk.state.announcement}
      </p>
      <OpenSheets chat={chat} />
    </ChatProvider>
  );
}

type Part = { chat: ReturnType<typeof useChatApp> };

function OpenPage({ chat: { page, talk, running } }: Part) {
  const { card } = page;
  if (!card) return null;
  const isGrowing = running !== undefined && running.page?.pageId === card.pageId;
  return (
    <Canvas
      card={card}
      page={talk.state.pages[card.pageId]}
      state={page.hasFailed ? "failed" : isGrowing ? "growing" : "whole"}
      isWide={page.isWide}
      isUnkept={page.isUnkept}
      onWiden={page.setWide}
      onClose={page.close}
      onReload={page.reload}
      onInputs={page.keepInputs}
    />
  );
}

function OpenSheets({ chat }: Part) {
  const { sheets, talk, visitor } = chat;
  if (!sheets.hasOpened) return null;
  return (
    <Sheets
      openName={sheets.openName}
      source={sheets.source}
      conversationId={talk.state.conversationId}
      estimate={visitor.estimate}
      deleting={chat.deleting}
      onClose={sheets.close}
      onCloseSource={sheets.closeSource}
      onOpenConversation={(id) => void chat.openConversation(id)}
      onCorrect={visitor.correct}
      onErase={chat.erase}
    />
  );
}
