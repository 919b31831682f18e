"use client";

import { useEffect, useRef, useState } from "react";
import type { ChatCommands } from "./chat-context.tsx";

/** The same commands behind functions that never change, so that a growing answer redraws only itself. */
export function useStableCommands(commands: ChatCommands): ChatCommands {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const [stable] = useState<ChatCommands>(() => ({
    workspace: commands.workspace,
    ask: (question, mode) => latest.current.ask(question, mode),
    askAgain: (turn) => latest.current.askAgain(turn),
    edit: (question) => latest.current.edit(question),
    loadRest: () => latest.current.loadRest(),
    rate: (turnId, rating, comment) => latest.current.rate(turnId, rating, comment),
    openPage: (page) => latest.current.openPage(page),
    openSource: (source) => latest.current.openSource(source),
  }));
  return stable;
}
