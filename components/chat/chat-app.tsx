"use client";

import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import type { OpenedSource } from "@/components/source/source-sheet.tsx";
import { runningTurn } from "@/lib/client/conversation.ts";
import type { PublicWorkspace } from "@/lib/client/public-workspace.ts";
import { ChatProvider } from "./chat-context.tsx";
import { ChatHeader, type SheetName } from "./chat-header.tsx";
import { Composer, type ComposerHandle } from "./composer.tsx";
import { FootLine } from "./foot-line.tsx";
import { NoTurns } from "./no-turns.tsx";
import { SkipLink } from "./skip-link.tsx";
import { StatusLine } from "./status-line.tsx";
import { TurnList } from "./turn-list.tsx";
import { type StartAddress, useAddress } from "./use-address.ts";
import { useConversation } from "./use-conversation.ts";
import { useDeletions } from "./use-deletions.ts";
import { useOpenPage } from "./use-open-page.ts";
import { type ShortcutCommand, useShortcuts } from "./use-shortcuts.ts";
import { useStableCommands } from "./use-stable-commands.ts";
import { useStart } from "./use-start.ts";
import { useVisitor } from "./use-visitor.ts";
import { VoiceMenu } from "./voice-menu.tsx";

// What the first view does not show comes after it (use-start.ts).
const Canvas = dynamic(() => import("./canvas.tsx").then((module) => module.Canvas), { ssr: false });
const Sheets = dynamic(() => import("./sheets.tsx").then((module) => module.Sheets), { ssr: false });

type Props = { workspace: PublicWorkspace; start: StartAddress; isReturning: boolean };

/** The visitor's page: the talk, and beside it the page it made. */
export function ChatApp({ workspace, start, isReturning }: Props) {
  const { slug } = workspace;
  const composer = useRef<ComposerHandle>(null);
  const [sheet, setSheet] = useState<SheetName | null>(null);
  const [source, setSource] = useState<OpenedSource | null>(null);
  const [hasOpened, setHasOpened] = useState(false);
  const [voiceFailed, setVoiceFailed] = useState(false);
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
  const { state, status } = talk;
  const running = runningTurn(state);

  /** A page that is being made shows itself where there is room for both; on a phone its card leads to it. */
  function showIfRoom(card: Parameters<typeof page.show>[0]) {
    if (window.matchMedia("(min-width: 64rem)").matches) page.show(card, true);
  }

  function openSheet(name: SheetName) {
    setHasOpened(true);
    setSheet(name);
  }

  function clear() {
    page.close();
    talk.clear();
  }

  function newChat() {
    clear();
    setSheet(null);
    composer.current?.focus();
  }

  async function openConversation(conversationId: string) {
    setSheet(null);
    page.close();
    await talk.open(conversationId);
  }

  const commands = useStableCommands({
    workspace,
    ask: (question, mode = "text") => void talk.ask(question, { mode, voiceId: visitor.voiceId }),
    askAgain: (turn) =>
      void talk.ask(turn.question, { mode: turn.mode, voiceId: visitor.voiceId, again: turn }),
    edit: (question) => composer.current?.fill(question),
    loadRest: () => void (state.conversationId && talk.open(state.conversationId)),
    rate: async (turnId, rating, comment) => {
      await visitor.rate(turnId, rating, comment);
      talk.dispatch({ type: "rated", turnId, rating });
    },
    openPage: (card) => page.show(card, card.pageId in state.pages),
    openSource: (opened) => {
      setHasOpened(true);
      setSource(opened);
    },
  });

  const startAgain = useStart({
    start,
    talk,
    visitor,
    onAsk: commands.edit,
    onPage: (card) => page.show(card, false),
  });
  useAddress({
    conversationId: state.conversationId,
    pageId: page.card?.pageId ?? null,
    isSettled: status === "ready",
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
        return openSheet("conversations");
      case "help":
        return openSheet("shortcuts");
      case "escape":
        return running ? void talk.stop() : page.close();
    }
  });

  // On paper an open page stands alone; in a full window it does so on the screen too.
  const talkLook = page.card ? `print:hidden ${page.isWide ? "lg:hidden" : ""}` : "";
  const isGrowing = running !== undefined && running.page?.pageId === page.card?.pageId;
  return (
    <ChatProvider value={commands}>
      <SkipLink />
      <div className="flex h-dvh flex-col print:h-auto">
        <ChatHeader onOpen={openSheet} onNewChat={newChat} />
        <div className="flex min-h-0 flex-1 print:block">
          <main className={`flex min-w-0 flex-1 flex-col ${talkLook}`}>
            {state.turns.length > 0 ? (
              <TurnList turns={state.turns} />
            ) : (
              <NoTurns status={status} onRetry={startAgain} />
            )}
            <div className="mx-auto w-full max-w-176 px-3 pb-3 sm:px-6">
              <StatusLine sentence={voiceFailed ? "The voice could not be changed. Try again." : ""} />
              <Composer
                ref={composer}
                workspaceSlug={slug}
                isRunning={running !== undefined}
                lastQuestion={state.turns.at(-1)?.question}
                onSend={commands.ask}
                onStop={() => void talk.stop()}
              >
                <VoiceMenu
                  voiceId={visitor.voiceId}
                  onChoose={(voiceId) =>
                    void visitor.chooseVoice(voiceId).then(
                      () => setVoiceFailed(false),
                      () => setVoiceFailed(true),
                    )
                  }
                />
              </Composer>
              <FootLine estimate={visitor.estimate} energy={visitor.energy} onOpen={openSheet} />
            </div>
          </main>
          {page.card && (
            <Canvas
              card={page.card}
              page={state.pages[page.card.pageId]}
              state={page.hasFailed ? "failed" : isGrowing ? "growing" : "whole"}
              isWide={page.isWide}
              isUnkept={page.isUnkept}
              onWiden={page.setWide}
              onClose={page.close}
              onReload={page.reload}
              onInputs={page.keepInputs}
            />
          )}
        </div>
      </div>
      <p role="status" className="sr-only">
        {state.announcement}
      </p>
      {hasOpened && (
        <Sheets
          openName={sheet}
          source={source}
          conversationId={state.conversationId}
          estimate={visitor.estimate}
          deleting={deleting}
          onClose={() => setSheet(null)}
          onCloseSource={() => setSource(null)}
          onOpenConversation={(id) => void openConversation(id)}
          onCorrect={visitor.correct}
          onErase={async () => {
            await visitor.erase();
            page.close();
            talk.forget();
          }}
        />
      )}
    </ChatProvider>
  );
}
