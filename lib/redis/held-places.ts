import type { Entering, Place } from "../ai/turn-queue.ts";
import type { RedisPair } from "./connection.ts";
import { leaseMs, type SharedLine } from "./shared-line.ts";

/** A lease may miss a renewal without being lost. */
const renewMs = leaseMs / 3;

/** What may run, and how it leaves the queue of this process, which knows of it too. */
type Held = { person: string; entering: Entering; here: Pick<Place, "leave"> };

type HeldPlaces = {
  /** Takes in a place that may run: its lease is renewed until it leaves. */
  hold(place: Held): Place;
  /** Tells Redis now of all of them, for when it may have lost what it knew. */
  renewAll(): void;
};

/** The places that turns of this process have. What began while Redis was away is told there as soon as it is back. */
export function heldPlaces({ redis, line }: { redis: RedisPair; line: SharedLine }): HeldPlaces {
  const held = new Map<string, Omit<Held, "here">>();
  let renewing: NodeJS.Timeout | undefined;

  function renewAll(): void {
    if (!redis.isUp()) return;
    for (const { person, entering } of held.values()) line.renew(person, entering);
  }
  redis.commands.on("ready", renewAll);

  function hold({ person, entering, here }: Held): Place {
    const { turnId, message, keys = [] } = entering;
    held.set(turnId, { person, entering });
    renewing ??= setInterval(renewAll, renewMs).unref();
    const leave = () => {
      held.delete(turnId);
      if (held.size === 0) renewing = void clearInterval(renewing);
      here.leave();
      void line.leave(person, turnId);
    };
    return { message, keys, leave };
  }

  return { hold, renewAll };
}
