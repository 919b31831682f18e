"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Menu, MenuChoice } from "@/components/ui/menu.tsx";
import { useChat } from "./chat-context.tsx";

type Props = { voiceId: string | undefined; onChoose: (voiceId: string) => void };

/** How the assistant speaks. With one voice there is nothing to choose. */
export function VoiceMenu({ voiceId, onChoose }: Props) {
  const { voices } = useChat().workspace;
  const chosen = voices.find((voice) => voice.id === voiceId) ?? voices[0];
  if (!chosen || voices.length < 2) return null;
  return (
    <Menu
      align="start"
      trigger={
        <Button look="plain" size="tight" className="max-w-36" aria-label={`Voice: ${chosen.name}`}>
          <span className="truncate">{chosen.name}</span>
          <ChevronDown aria-hidden size={15} className="shrink-0" />
        </Button>
      }
    >
      <MenuChoice label="How should I speak?" value={chosen.id} choices={voices} onChoose={onChoose} />
    </Menu>
  );
}
