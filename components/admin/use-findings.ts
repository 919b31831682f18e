"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Finding, FindingList, FindingState } from "@/lib/admin/upkeep/finding.ts";
import { AdminFailure, callAdmin } from "@/lib/client/admin-api.ts";
import { useConsole } from "./console-context.tsx";
import { useRepeating } from "./use-repeating.ts";

const lookMs = 1_000;

/**
 * What a scan found, and the scan itself. Where documents changed since the last one, or there was none, a scan
 * begins by itself, once: whoever opens the page is to see the knowledge base as it is.
 */
export function useFindings(about: "contradiction" | "stale", initial: FindingList) {
  const { workspace, canWrite } = useConsole();
  const [list, setList] = useState(initial);
  const [state, setState] = useState<FindingState>("open");
  const [error, setError] = useState<unknown>(null);
  const isScanning = list.scan?.status === "running";

  const load = async (wanted: FindingState = state) => {
    try {
      setList(await callAdmin<FindingList>(workspace, `findings?about=${about}&state=${wanted}`));
      setError(null);
    } catch (failure) {
      setError(failure);
    }
  };
  const scan = async () => {
    setError(null);
    try {
      await callAdmin(workspace, "findings/scan", { method: "POST" });
    } catch (failure) {
      // Somebody else's scan will do.
      if (!(failure instanceof AdminFailure && failure.code === "conflict")) return setError(failure);
    }
    await load();
  };
  const show = (wanted: FindingState) => {
    setState(wanted);
    void load(wanted);
  };
  const decide = async ({ id }: Finding, decision: FindingState) => {
    try {
      await callAdmin(workspace, `findings/${id}`, { method: "PATCH", body: { state: decision } });
      await load();
    } catch (failure) {
      setError(failure);
    }
  };

  useRepeating(isScanning, lookMs, load);
  const hasScannedByItself = useRef(false);
  const scanWhereNeeded = useEffectEvent(() => {
    const isOutOfDate = list.scan?.status !== "done" || list.scan.knowledgeVersion !== list.knowledgeVersion;
    if (!canWrite || !isOutOfDate || hasScannedByItself.current) return;
    hasScannedByItself.current = true;
    void scan();
  });
  // A scan that runs already may have begun before the last change: its end is the time to look.
  useEffect(() => {
    if (!isScanning) scanWhereNeeded();
  }, [isScanning]);

  return { list, state, error, isScanning, scan, show, decide, reload: () => load() };
}
