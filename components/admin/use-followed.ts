"use client";

import { useEffect, useEffectEvent, useState } from "react";

const storageKey = "bevgenie.followed-ingests";
const most = 200;

/** The jobs that whoever sits here waits for, also over a reload of the page. */
export function useFollowed(underWay: readonly string[]) {
  // Null until what the page before left was read: it must not be overwritten by nothing.
  const [followed, setFollowed] = useState<ReadonlySet<string> | null>(null);
  const start = useEffectEvent(() => setFollowed(merge(new Set(), [...readStored(), ...underWay])));
  useEffect(() => start(), []);
  useEffect(() => {
    if (followed) sessionStorage.setItem(storageKey, JSON.stringify([...followed]));
  }, [followed]);

  const follow = (ids: readonly string[]) => setFollowed((now) => merge(now ?? new Set(), ids));
  const unfollow = (ids: readonly string[]) =>
    setFollowed((now) => new Set([...(now ?? [])].filter((id) => !ids.includes(id))));
  return { followed: followed ?? nothing, follow, unfollow };
}

const nothing: ReadonlySet<string> = new Set();

/** The same set where nothing is new, so that nothing is drawn again. */
function merge(known: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  if (ids.every((id) => known.has(id))) return known;
  return new Set([...known, ...ids].slice(-most));
}

function readStored(): string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? "[]");
    return Array.isArray(stored) ? stored.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}
