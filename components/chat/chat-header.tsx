"use client";

import { Ellipsis, List, SquarePen } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Menu, MenuChoice, MenuItem, MenuLine } from "@/components/ui/menu.tsx";
import { themes, useTheme } from "@/components/ui/use-theme.ts";
import { useChat } from "./chat-context.tsx";

export type SheetName = "conversations" | "visitor" | "privacy" | "shortcuts";

type Props = { onOpen: (sheet: SheetName) => void; onNewChat: () => void };

/** The masthead: whose page this is, whether a model answers, and what else there is. */
export function ChatHeader({ onOpen, onNewChat }: Props) {
  const { workspace } = useChat();
  const [theme, chooseTheme] = useTheme();
  return (
    <header className="flex flex-wrap items-center gap-x-2 border-line border-b px-2 sm:px-4">
      <div className="flex h-14 min-w-0 flex-1 items-center gap-2">
        <IconButton
          label="Your conversations"
          icon={List}
          className="print:hidden"
          onClick={() => onOpen("conversations")}
        />
        <p className="truncate pt-0.5 font-medium font-serif text-21">{workspace.name}</p>
      </div>
      {workspace.offline && (
        <p className="order-last w-full pb-2 ps-2 text-13 text-ink-2 md:order-none md:w-auto md:pb-0 md:ps-0">
          <span aria-hidden className="me-2 inline-block size-2 rounded-full border-[1.5px] border-warn" />
          Answering from the knowledge base; no model is connected.
        </p>
      )}
      <div className="flex items-center print:hidden">
        <IconButton label="New chat" icon={SquarePen} onClick={onNewChat} />
        <Menu trigger={<IconButton label="More" icon={Ellipsis} />}>
          <MenuChoice label="Colours" value={theme} choices={themes} onChoose={chooseTheme} />
          <MenuLine />
          <MenuItem onSelect={() => onOpen("shortcuts")}>Keyboard shortcuts</MenuItem>
          <MenuItem onSelect={() => onOpen("privacy")}>About this chat and your data</MenuItem>
        </Menu>
      </div>
    </header>
  );
}
