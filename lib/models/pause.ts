import type { Timers } from "./with-timeout.ts";

/** Waits. An abort ends it at once, with the signal's reason, and leaves no timer behind. */
export function pause(
  ms: number,
  { signal, timers }: { signal: AbortSignal; timers: Timers },
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const giveUp = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = timers.after(ms, () => {
      signal.removeEventListener("abort", giveUp);
      resolve();
    });
    signal.addEventListener("abort", giveUp, { once: true });
  });
}
