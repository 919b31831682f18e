"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** The operator's locale; the server, which does not know it, writes numbers in English. */
export function useLocale(): string {
  return useSyncExternalStore(
    never,
    () => navigator.language,
    () => "en",
  );
}
