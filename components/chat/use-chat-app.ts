"use client";

import { type RefObject, useRef } from "react";
import { runningTurn, type Turn } from "@/lib/client/conversation.ts";
import type { PublicWorkspace } from "@/lib/client/public-workspace.ts";
import type { ComposerHandle } from "./composer.tsx";
import { type StartAddress, useAddress } from "./use-address.ts";
import { useConversation } from "./use-conversation.ts";
import { useDeletions } from "./use-deletions.ts";
import { useOpenPage } from "./use-open-page.ts";
import { useSheets } from "./use-sheets.ts";
import { type ShortcutCommand, useShortcuts } from "./use-shortcuts.ts";
import { useStableCommands } from "./use-stable-commands.ts";
import { useStart } from "./use-start.ts";
import { useVisitor } from "./use-visitor.ts";

export type ChatStart = { workspace: PublicWorkspace; start: StartAddress; isReturning: boolean };

/** The parts of the visitor's page and what leads from one to another: talk, page, sheets, address, keys. */
export function useChatApp({ workspace, start, isReturning }: ChatStart) {
  const composer = useRef<ComposerHandle>(null);
  const sheets = useSheets();
  const parts = useTalkAndPage(workspace, isReturning);
  const { visitor, talk, page, running, clear } = parts;

  function newChat() {
    clear();
    sheets.close();
    composer.current?.focus();
  }

  async function openConversation(conversationId: string) {
    sheets.close();
    page.close();
    await talk.open(conversationId);
  }

  async function erase() {
    await visitor.erase();
    page.close();
    talk.forget();
  }

  const commands = useChatCommands(workspace, { ...parts, sheets, composer });
  const startAgain = useStart({
    start,
    talk,
    visitor,
    onAsk: commands.edit,
    onPage: (card) => page.show(card, false),
  });
  useAddress({
    conversationId: talk.state.conversationId,
    pageId: page.card?.pageId ?? null,
    isSettled: talk.status === "ready",
  });
  useShortcuts((command: ShortcutCommand) => {
    switch (command) {
      case "write":
        return composer.current?.focus();
      case "make-page":
        return composer.current?.makePage();
      case "new-chat":
        return newChat();
      case "conversations":
        return sheets.open("conversations");
      case "help":
        return sheets.open("shortcuts");
      case "escape":
        return running ? void talk.stop() : page.close();
    }
  });
  return { ...parts, composer, sheets, commands, startAgain, newChat, openConversation, erase };
}

/** The talk, the page beside it, and the visitor that both speak of. */
function useTalkAndPage({ slug }: PublicWorkspace, isReturning: boolean) {
  const visitor = useVisitor(slug);
  const talk = useConversation({
    workspace: slug,
    isReturning,
    onTurn: visitor.learn,
    onPage: showIfRoom,
    onMeta: ({ energyConsumed }) => visitor.spend(energyConsumed),
  });
  const page = useOpenPage(slug, (pageId, loaded) =>
    talk.dispatch({ type: "page-loaded", pageId, page: loaded }),
  );
  const deleting = useDeletions(slug, (id) => id === talk.state.conversationId && clear());

  /** A page that is being made shows itself where there is room for both; on a phone its card leads to it. */
  function showIfRoom(card: Parameters<typeof page.show>[0]) {
    if (window.matchMedia("(min-width: 64rem)").matches) page.show(card, true);
  }

  function clear() {
    page.close();
    talk.clear();
  }

  return { visitor, talk, page, deleting, clear, running: runningTurn(talk.state) };
}

type Commanded = Pick<ReturnType<typeof useTalkAndPage>, "visitor" | "talk" | "page"> & {
  sheets: ReturnType<typeof useSheets>;
  composer: RefObject<ComposerHandle | null>;
};

/** What a part of an answer may ask of the whole page. */
function useChatCommands(workspace: PublicWorkspace, { visitor, talk, page, sheets, composer }: Commanded) {
  const { state } = talk;
  const ask = (question: string, mode: Turn["mode"], again?: Turn) =>
    void talk.ask(question, { mode, voiceId: visitor.voiceId, ...(again && { again }) });
  return useStableCommands({
    workspace,
    ask: (question, mode = "text") => ask(question, mode),
    askAgain: (turn) => ask(turn.question, turn.mode, turn),
    edit: (question) => composer.current?.fill(question),
    loadRest: () => void (state.conversationId && talk.open(state.conversationId)),
    rate: async (turnId, rating, comment) => {
      await visitor.rate(turnId, rating, comment);
      talk.dispatch({ type: "rated", turnId, rating });
    },
    openPage: (card) => page.show(card, card.pageId in state.pages),
    openSource: sheets.openSource,
  });
}
