"use client";

import { useEffect, useEffectEvent } from "react";

/** Does something again and again as long as `isOn`, each time some while after the last was done. */
export function useRepeating(isOn: boolean, everyMs: number, work: () => Promise<void>): void {
  const doWork = useEffectEvent(work);
  useEffect(() => {
    if (!isOn) return;
    let timer: ReturnType<typeof setTimeout>;
    let isOver = false;
    const next = () => {
      timer = setTimeout(async () => {
        await doWork();
        if (!isOver) next();
      }, everyMs);
    };
    next();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isOn, everyMs]);
}
