"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { RerankState } from "@/lib/admin/judged/read-gain.ts";
import { callAdmin } from "@/lib/client/admin-api.ts";
import { useConsole } from "./console-context.tsx";

/** Whether a model puts passages in order, and what the runs say of it; asked for again when `runs` (any text) changes. */
export function useReranking(runs: string) {
  const { workspace } = useConsole();
  const [state, setState] = useState<RerankState>();
  const [failure, setFailure] = useState<unknown>();

  const ask = async (change?: { on: boolean }) => {
    try {
      const request = change && ({ method: "PUT", body: change } as const);
      setState(await callAdmin<RerankState>(workspace, "reranking", request));
      setFailure(undefined);
    } catch (error) {
      setFailure(error);
    }
  };
  const look = useEffectEvent((_: string) => void ask());
  useEffect(() => look(runs), [runs]);

  return { state, failure, turn: (on: boolean) => void ask({ on }) };
}
