import { type Write, withoutItsWords } from "./write.ts";

/** What waits in memory to be written, in order, within a number of bytes of JSON. */
export type HeldWrites = {
  /** Returns what of it is held: without its words where there is little room, nothing beyond twice that. */
  add(write: Write): Write | undefined;
  /** Takes out all of it, which counts as held until it is put back. */
  take(): Write[];
  /** Before what came meanwhile: what of the taken is still to be written. */
  putBack(left: readonly Write[]): void;
  all(): Write[];
  count(): number;
};

type Held = { write: Write; bytes: number };

/** `mostBytes`: beyond them a turn is held without its words, since words are worth less than accounts. */
export function heldWrites(mostBytes: number): HeldWrites {
  let held: Held[] = [];
  let bytes = 0;

  function roomFor(write: Write): Held | undefined {
    const whole = weighed(write);
    if (bytes + whole.bytes <= mostBytes) return whole;
    const smaller = weighed(withoutItsWords(write) ?? write);
    return bytes + smaller.bytes <= 2 * mostBytes ? smaller : undefined;
  }

  return {
    add(write) {
      const fitting = roomFor(write);
      if (!fitting) return undefined;
      held.push(fitting);
      bytes += fitting.bytes;
      return fitting.write;
    },
    take() {
      const taken = held.map(({ write }) => write);
      held = [];
      return taken;
    },
    putBack(left) {
      held = [...left.map(weighed), ...held];
      bytes = held.reduce((sum, one) => sum + one.bytes, 0);
    },
    all: () => held.map(({ write }) => write),
    count: () => held.length,
  };
}

function weighed(write: Write): Held {
  return { write, bytes: JSON.stringify(write).length };
}
