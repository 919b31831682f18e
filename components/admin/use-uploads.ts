"use client";

import { useEffect, useEffectEvent, useReducer, useRef } from "react";
import { sentenceOf } from "@/lib/client/admin-api.ts";
import { sendFile } from "@/lib/client/admin-send-file.ts";
import {
  isRunning,
  nextUploads,
  reduceUploads,
  type Upload,
  type UploadState,
} from "@/lib/client/admin-uploads.ts";
import { useConsole } from "./console-context.tsx";

/** Files on their way to the server; `onHandedIn` is awaited when one is there, before its row goes. */
export function useUploads({ onHandedIn }: { onHandedIn: (ingestId: string) => Promise<void> }) {
  const { workspace } = useConsole();
  const [uploads, change] = useReducer(reduceUploads, []);
  const files = useRef(new Map<string, File>());
  const aborts = useRef(new Map<string, AbortController>());

  const send = async ({ key, ingestId, size }: Upload, file: File) => {
    const abort = new AbortController();
    aborts.current.set(key, abort);
    const move = (state: UploadState) => change({ type: "moved", key, state });
    move({ step: "sending", sent: 0 });
    const onSent = (sent: number) => move(sent < size ? { step: "sending", sent } : { step: "storing" });
    try {
      await sendFile({ workspace, ingestId, file, signal: abort.signal, onSent });
      await onHandedIn(ingestId);
      files.current.delete(key);
      change({ type: "dismissed", key });
    } catch (error) {
      // An upload that was taken away is no longer in the list, and moving it changes nothing.
      move({ step: "failed", reason: sentenceOf(error) });
    } finally {
      aborts.current.delete(key);
    }
  };

  const start = useEffectEvent((waiting: Upload[]) => {
    for (const upload of waiting) {
      const file = files.current.get(upload.key);
      if (file && !aborts.current.has(upload.key)) void send(upload, file);
    }
  });
  useEffect(() => start(nextUploads(uploads)), [uploads]);

  const isBusy = uploads.some(isRunning);
  useEffect(() => {
    if (!isBusy) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isBusy]);

  const add = (chosen: readonly File[]) => {
    const ingestId = crypto.randomUUID();
    const added = chosen.map((file) => ({
      ...{ key: crypto.randomUUID(), ingestId, name: file.name, size: file.size, file },
    }));
    for (const { key, file } of added) files.current.set(key, file);
    change({ type: "added", uploads: added.map(({ file: _, ...upload }) => upload) });
  };
  const dismiss = (key: string) => {
    aborts.current.get(key)?.abort();
    files.current.delete(key);
    change({ type: "dismissed", key });
  };
  const retry = (key: string) => change({ type: "retried", key });
  const clear = () => change({ type: "cleared" });

  return { uploads, add, dismiss, retry, clear };
}
