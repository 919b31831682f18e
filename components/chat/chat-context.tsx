"use client";

import { createContext, useContext } from "react";
import type { OpenedSource } from "@/components/source/source-sheet.tsx";
import type { PageCard, Turn } from "@/lib/client/conversation.ts";
import type { PublicWorkspace } from "@/lib/client/public-workspace.ts";

/** What any part of the talk may ask for. The functions never change, so nothing is redrawn for them. */
export type ChatCommands = {
  workspace: PublicWorkspace;
  ask: (question: string, mode?: Turn["mode"]) => void;
  /** The same question again; a failed turn gives way to the new one. */
  askAgain: (turn: Turn) => void;
  /** Puts a message back into the composer. */
  edit: (question: string) => void;
  /** Reads the conversation again, for what was finished while nobody listened. */
  loadRest: () => void;
  rate: (turnId: string, rating: 1 | -1, comment?: string) => Promise<void>;
  openPage: (page: PageCard) => void;
  openSource: (source: OpenedSource) => void;
};

const ChatContext = createContext<ChatCommands | null>(null);

export const ChatProvider = ChatContext.Provider;

export function useChat(): ChatCommands {
  const commands = useContext(ChatContext);
  if (!commands) throw new Error("useChat is only for what stands inside the chat.");
  return commands;
}
