"use client";

import { useState } from "react";
import { Composer } from "./composer.tsx";
import { FootLine } from "./foot-line.tsx";
import { NoTurns } from "./no-turns.tsx";
import { StatusLine } from "./status-line.tsx";
import { TurnList } from "./turn-list.tsx";
import type { useChatApp } from "./use-chat-app.ts";
import { VoiceMenu } from "./voice-menu.tsx";

/** The talk: what was said, and where to say more. */
export function TalkColumn({ chat, slug }: { chat: ReturnType<typeof useChatApp>; slug: string }) {
  const { talk, visitor, page, running } = chat;
  const [voiceFailed, setVoiceFailed] = useState(false);
  const { turns } = talk.state;
  // On paper an open page stands alone; in a full window it does so on the screen too.
  const look = page.card ? `print:hidden ${page.isWide ? "lg:hidden" : ""}` : "";

  function chooseVoice(voiceId: string) {
    visitor.chooseVoice(voiceId).then(
      () => setVoiceFailed(false),
      () => setVoiceFailed(true),
    );
  }

  return (
    <main className={`flex min-w-0 flex-1 flex-col ${look}`}>
      {turns.length > 0 ? (
        <TurnList turns={turns} />
      ) : (
        <NoTurns status={talk.status} onRetry={chat.startAgain} />
      )}
      <div className="mx-auto w-full max-w-176 px-3 pb-3 sm:px-6">
        <StatusLine sentence={voiceFailed ? "The voice could not be changed. Try again." : ""} />
        <Composer
          ref={chat.composer}
          workspaceSlug={slug}
          isRunning={running !== undefined}
          lastQuestion={turns.at(-1)?.question}
          onSend={chat.commands.ask}
          onStop={() => void talk.stop()}
        >
          <VoiceMenu voiceId={visitor.voiceId} onChoose={chooseVoice} />
        </Composer>
        <FootLine estimate={visitor.estimate} energy={visitor.energy} onOpen={chat.sheets.open} />
      </div>
    </main>
  );
}
