"use client";

import { Toast } from "radix-ui";
import { createContext, type ReactNode, use, useEffect, useEffectEvent, useReducer, useRef } from "react";
import { AdminFailure, callAdmin, sentenceOf } from "@/lib/client/admin-api.ts";
import { hiddenIds, reduceDeletions, undoMs } from "@/lib/client/admin-deletions.ts";
import { useConsole } from "./console-context.tsx";
import { DeletionToast } from "./deletion-toast.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

type Deletions = {
  /** Documents that lists leave out. */
  hidden: ReadonlySet<string>;
  remove: (document: { id: string; title: string }) => void;
};

const DeletionsContext = createContext<Deletions | null>(null);

/** Deletes documents a few seconds after it was asked to, so that it can be undone, and on leaving at the latest. */
export function DeletionsProvider({ children }: { children: ReactNode }) {
  const { workspace } = useConsole();
  const [deletions, change] = useReducer(reduceDeletions, []);
  // Whoever takes an id out of here decides its fate, so that undo and the clock cannot both.
  const held = useRef(new Set<string>());

  const commit = async (id: string, { keepalive }: { keepalive: boolean }) => {
    if (!held.current.delete(id)) return;
    change({ type: "moved", id, step: "sent" });
    try {
      await callAdmin(workspace, `documents/${id}`, { method: "DELETE", keepalive });
      change({ type: "moved", id, step: "done" });
    } catch (error) {
      const isGone = error instanceof AdminFailure && error.code === "not_found";
      change(
        isGone ? { type: "moved", id, step: "done" } : { type: "failed", id, reason: sentenceOf(error) },
      );
    }
  };
  const undo = (id: string) => {
    if (held.current.delete(id)) change({ type: "dropped", id });
  };
  const remove = ({ id, title }: { id: string; title: string }) => {
    held.current.add(id);
    change({ type: "requested", id, title });
  };

  const commitAll = useEffectEvent(() => {
    for (const id of held.current) void commit(id, { keepalive: true });
  });
  useEffect(() => {
    const leave = () => commitAll();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, []);
  useShortcuts({
    z: () => {
      const last = [...held.current].at(-1);
      if (last) undo(last);
    },
  });

  return (
    <DeletionsContext value={{ hidden: hiddenIds(deletions), remove }}>
      <Toast.Provider duration={undoMs} swipeDirection="down" label="Notice">
        {children}
        {deletions.map((deletion) => (
          <DeletionToast
            key={`${deletion.id}-${deletion.step}`}
            deletion={deletion}
            onUndo={() => undo(deletion.id)}
            onTimeUp={() => void commit(deletion.id, { keepalive: false })}
            onRetry={() => remove(deletion)}
            onDismiss={() => change({ type: "dropped", id: deletion.id })}
          />
        ))}
        <Toast.Viewport
          className="fixed inset-x-4 bottom-4 z-50 flex flex-col gap-2 outline-none sm:inset-x-auto sm:start-1/2 sm:w-[26rem] sm:-translate-x-1/2"
          label="Notices ({hotkey})"
        />
      </Toast.Provider>
    </DeletionsContext>
  );
}

export function useDeletions(): Deletions {
  const value = use(DeletionsContext);
  if (!value) throw new Error("useDeletions needs a DeletionsProvider above it.");
  return value;
}
