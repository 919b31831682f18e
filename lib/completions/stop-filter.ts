/**
 * Ends a text before the first of `stops` that comes in it. What may be the beginning of one is held back until it is
 * clear; `end()` gives what was.
 */
export function stopFilter(stops: string[]): { read(text: string): string; end(): string; stopped: boolean } {
  let held = "";
  const filter = {
    stopped: false,
    read(text: string): string {
      if (filter.stopped) return "";
      held += text;
      const at = firstStop(held, stops);
      if (at >= 0) {
        filter.stopped = true;
        const shown = held.slice(0, at);
        held = "";
        return shown;
      }
      const kept = beginningOfStop(held, stops);
      const shown = held.slice(0, held.length - kept);
      held = held.slice(held.length - kept);
      return shown;
    },
    end(): string {
      const rest = held;
      held = "";
      return rest;
    },
  };
  return filter;
}

function firstStop(text: string, stops: string[]): number {
  const places = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
  return places.length > 0 ? Math.min(...places) : -1;
}

/** How many of the last characters could go on to a stop. */
function beginningOfStop(text: string, stops: string[]): number {
  const longest = Math.max(0, ...stops.map((stop) => stop.length - 1));
  for (let length = Math.min(longest, text.length); length > 0; length -= 1) {
    const tail = text.slice(-length);
    if (stops.some((stop) => stop.startsWith(tail))) return length;
  }
  return 0;
}
