"use client";

import { createContext, type ReactNode, use } from "react";

export type ConsoleContextValue = {
  /** The workspace's slug. */
  workspace: string;
  /** Viewers read only. */
  canWrite: boolean;
};

const ConsoleContext = createContext<ConsoleContextValue | null>(null);

export function ConsoleProvider({ value, children }: { value: ConsoleContextValue; children: ReactNode }) {
  return <ConsoleContext value={value}>{children}</ConsoleContext>;
}

/** Which workspace the console shows, and what its operator may do. */
export function useConsole(): ConsoleContextValue {
  const value = use(ConsoleContext);
  if (!value) throw new Error("useConsole needs a ConsoleProvider above it.");
  return value;
}
