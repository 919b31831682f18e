import type { Entering, Place, TurnQueue } from "../ai/turn-queue.ts";
import type { RedisPair } from "./connection.ts";
import { leaseMs, type SharedLine } from "./shared-line.ts";

/** A lease may miss a renewal without being lost. */
const renewMs = leaseMs / 3;

type Deps = { redis: RedisPair; line: SharedLine; local: TurnQueue };

/**
 * The places that turns of this process have. Returns how to take one in that may run: its lease is renewed until it
 * leaves, and `local` knows of it, for when Redis goes away.
 */
export function heldPlaces({ redis, line, local }: Deps): (person: string, entering: Entering) => Place {
  const held = new Map<string, { person: string; entering: Entering }>();
  let renewing: NodeJS.Timeout | undefined;

  function renewAll(): void {
    if (!redis.isUp()) return;
    for (const { person, entering } of held.values()) line.renew(person, entering);
  }

  return (person, entering) => {
    const { turnId, message, keys = [] } = entering;
    held.set(turnId, { person, entering });
    renewing ??= setInterval(renewAll, renewMs).unref();
    const here = local.occupy(person, entering);
    const leave = () => {
      held.delete(turnId);
      if (held.size === 0) renewing = void clearInterval(renewing);
      here.leave();
      void line.leave(person, turnId);
    };
    return { message, keys, leave };
  };
}
