"use client";

import { type OpenedSource, SourceSheet } from "@/components/source/source-sheet.tsx";
import type { PersonaScores } from "@/lib/ai/score-persona.ts";
import type { VisitorEstimate } from "@/lib/client/visitor-estimate.ts";
import { useChat } from "./chat-context.tsx";
import type { SheetName } from "./chat-header.tsx";
import { ConversationsSheet } from "./conversations-sheet.tsx";
import { PrivacySheet } from "./privacy-sheet.tsx";
import { ShortcutsSheet } from "./shortcuts-sheet.tsx";
import type { useDeletions } from "./use-deletions.ts";
import { VisitorSheet } from "./visitor-sheet.tsx";

type Props = {
  openName: SheetName | null;
  source: OpenedSource | null;
  conversationId: string | null;
  estimate: VisitorEstimate;
  deleting: ReturnType<typeof useDeletions>;
  onClose: () => void;
  onCloseSource: () => void;
  onOpenConversation: (conversationId: string) => void;
  onCorrect: (scores: PersonaScores) => Promise<void>;
  onErase: () => Promise<void>;
};

/** Everything that opens over the page. Loaded after the first view; at most one of the named ones is open. */
export function Sheets(props: Props) {
  const { workspace } = useChat();
  const { openName, source, conversationId, estimate, deleting, onClose } = props;
  return (
    <>
      <ConversationsSheet
        currentId={conversationId}
        deleting={deleting}
        isOpen={openName === "conversations"}
        onClose={onClose}
        onOpen={props.onOpenConversation}
      />
      <VisitorSheet
        estimate={estimate}
        isOpen={openName === "visitor"}
        onClose={onClose}
        onCorrect={props.onCorrect}
      />
      <PrivacySheet isOpen={openName === "privacy"} onClose={onClose} onErase={props.onErase} />
      <ShortcutsSheet isOpen={openName === "shortcuts"} onClose={onClose} />
      <SourceSheet slug={workspace.slug} source={source} onClose={props.onCloseSource} />
    </>
  );
}
