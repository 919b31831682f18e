import type { Timers } from "../../../lib/models/with-timeout.ts";

/** A clock that stands still until it is pushed. */
export function handClock() {
  let now = 0;
  let alarms: { at: number; ring: () => void }[] = [];
  const timers: Timers = {
    now: () => now,
    after(ms, ring) {
      const alarm = { at: now + ms, ring };
      alarms.push(alarm);
      return () => {
        alarms = alarms.filter((one) => one !== alarm);
      };
    },
  };
  return {
    timers,
    now: () => now,
    waiting: () => alarms.length,
    /** How long until the next alarm. */
    next: () => Math.min(...alarms.map(({ at }) => at)) - now,
    push(ms: number) {
      now += ms;
      const due = alarms.filter(({ at }) => at <= now);
      alarms = alarms.filter(({ at }) => at > now);
      for (const { ring } of due) ring();
    },
  };
}
