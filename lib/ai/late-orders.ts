/**
 * A model that came too late with the order three times in a row is left alone for a minute: visitors would wait for
 * nothing. Kept in this process only, by any name of the model.
 */
const lateInARow = 3;
const restMs = 60_000;

type Late = { count: number; restsUntil: number };

export function lateOrders() {
  const known = new Map<string, Late>();
  return {
    /** `now` in milliseconds. */
    rests(name: string, now: number): boolean {
      return now < (known.get(name)?.restsUntil ?? 0);
    },
    /** What became of a call; one that was answered in time, in whatever way, ends the row. */
    note(name: string, { late, now }: { late: boolean; now: number }): void {
      if (!late) return void known.delete(name);
      const count = (known.get(name)?.count ?? 0) + 1;
      known.set(name, { count, restsUntil: count >= lateInARow ? now + restMs : 0 });
    },
  };
}
