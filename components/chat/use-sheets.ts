"use client";

import { useState } from "react";
import type { OpenedSource } from "@/components/source/source-sheet.tsx";
import type { SheetName } from "./chat-header.tsx";

/** What lies open over the page: one named sheet, and a source. `hasOpened`: some did, so their code is needed. */
export function useSheets() {
  const [openName, setOpenName] = useState<SheetName | null>(null);
  const [source, setSource] = useState<OpenedSource | null>(null);
  const [hasOpened, setHasOpened] = useState(false);
  return {
    openName,
    source,
    hasOpened,
    open(name: SheetName) {
      setHasOpened(true);
      setOpenName(name);
    },
    openSource(opened: OpenedSource) {
      setHasOpened(true);
      setSource(opened);
    },
    close: () => setOpenName(null),
    closeSource: () => setSource(null),
  };
}
