"use client";

import { useState } from "react";
import { AdminFailure, callAdmin } from "@/lib/client/admin-api.ts";
import type { Gap, GapList, GapState } from "@/lib/client/admin-gaps.ts";
import { useConsole } from "./console-context.tsx";

/** The listed questions, and what an operator does about them. */
export function useGaps(initial: GapList) {
  const { workspace } = useConsole();
  const [list, setList] = useState(initial);
  const [state, setState] = useState<GapState>("open");
  const [error, setError] = useState<unknown>(null);
  const [note, setNote] = useState("");

  const read = async (wanted: GapState) => {
    try {
      setList(await callAdmin<GapList>(workspace, `gaps?state=${wanted}`));
      setState(wanted);
      setError(null);
    } catch (failure) {
      setError(failure);
    }
  };
  const put = (gap: Gap, next: GapState) =>
    callAdmin<Gap>(workspace, `gaps/${gap.id}`, { method: "PATCH", body: { state: next } });

  const change = async (gap: Gap, next: GapState) => {
    try {
      await put(gap, next);
      setNote(`${done[next]}: “${gap.question}”`);
    } catch (failure) {
      setNote("");
      setError(failure);
      return;
    }
    await read(state);
  };

  /** After a document was written for it: it counts as answered as soon as a search finds it. */
  const answered = async (gap: Gap) => {
    try {
      await put(gap, "answered");
      setNote(`A search finds the answer now: “${gap.question}”`);
    } catch (failure) {
      // The document is there; that it does not answer the question, or not yet, is worth knowing.
      if (failure instanceof AdminFailure && failure.code === "conflict")
        setNote("The document was added. A search does not find it for this question yet.");
      else setError(failure);
    }
    await read(state);
  };

  const show = (wanted: GapState) => {
    setNote("");
    void read(wanted);
  };
  return { list, state, error, note, show, change, answered, reload: () => read(state) };
}

const done: Record<GapState, string> = {
  open: "Open again",
  answered: "Counted as answered",
  dismissed: "Dismissed",
};
