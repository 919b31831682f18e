import type { TurnKey } from "../ai/turn-key.ts";
import type { Entering } from "../ai/turn-queue.ts";
import { longestMessage, longestWaitMs } from "../ai/waiting-refusals.ts";
import type { RedisPair } from "./connection.ts";
import { sharedPrefix } from "./shared.ts";
import {
  advanceScript,
  dropScript,
  enterScript,
  leaveScript,
  occupyScript,
  renewScript,
} from "./turn-line-scripts.ts";

/** Where a message stands that came in. `superseded` is the turn whose place it took, or empty. */
type Entered =
  | { outcome: "run" | "busy" | "long" }
  | { outcome: "repeat"; turnId: string }
  | { outcome: "wait"; superseded: string };

/** Where a message stands that waits; `gone` where another took its place, or its time was over. */
type Advanced = { outcome: "wait" | "gone" } | { outcome: "run"; message: string; keys: TurnKey[] };

/**
 * Who runs and who waits, of every person and for all instances: each decision is one step in Redis. What is awaited
 * for its answer rejects while Redis is away; the rest is told and forgotten, since leases end by themselves.
 */
export type SharedLine = {
  /** "try" only looks whether the turn may run; "wait" takes the waiting place. */
  enter(step: "try" | "wait", person: string, entering: Entering): Promise<Entered>;
  advance(person: string, turnId: string): Promise<Advanced>;
  /** The turn that has answered, or will, the message of another; null where that answers itself. */
  answeredBy(turnId: string): Promise<string | null>;
  /** Has the turn whose place was taken look where it stands. */
  wake(turnId: string): void;
  /** Wakes the turn that waits. */
  leave(person: string, turnId: string): Promise<void>;
  drop(person: string, turnId: string): void;
  renew(person: string, entering: Pick<Entering, "turnId" | "keys">): void;
  occupy(person: string, entering: Pick<Entering, "turnId" | "keys">): void;
  /** Calls `heard` with a turn that should look where it stands. */
  listen(heard: (turnId: string) => void): void;
};

/** A process that died frees its visitors after this long. */
export const leaseMs = 15_000;
const aliasMs = 10 * 60 * 1000;
const channel = `${sharedPrefix}line`;

export function sharedLine(redis: RedisPair): SharedLine {
  const scripts = defineScripts(redis);
  const { commands } = redis;

  return {
    async enter(step, person, { turnId, message, keys = [] }) {
      const answer = await scripts.lineEnter(
        ...keysOf(person),
        turnId,
        leaseOf({ turnId, keys }),
        leaseMs,
        keys[0]?.key ?? "",
        step,
        message,
        keys.map((key) => JSON.stringify(key)).join("\n"),
        longestWaitMs + leaseMs,
        longestMessage,
        aliasOf(""),
        aliasMs,
      );
      const [outcome, other = ""] = answer as [Entered["outcome"], string?];
      if (outcome === "repeat") return { outcome, turnId: other };
      return outcome === "wait" ? { outcome, superseded: other } : { outcome };
    },
    async advance(person, turnId) {
      const answer = await scripts.lineAdvance(...keysOf(person), turnId, leaseMs);
      const [outcome, message = "", lines = ""] = answer as [Advanced["outcome"], string?, string?];
      return outcome === "run" ? { outcome, message, keys: readKeys(lines) } : { outcome };
    },
    answeredBy: (turnId) => commands.get(aliasOf(turnId)),
    wake(turnId) {
      commands.publish(channel, turnId).catch(() => undefined);
    },
    async leave(person, turnId) {
      const next = await scripts.lineLeave(...keysOf(person), turnId).catch(() => null);
      if (typeof next === "string") await commands.publish(channel, next).catch(() => undefined);
    },
    drop(person, turnId) {
      scripts.lineDrop(...keysOf(person), turnId).catch(() => undefined);
    },
    renew(person, entering) {
      const { turnId } = entering;
      scripts.lineRenew(...keysOf(person), turnId, leaseOf(entering), leaseMs).catch(() => undefined);
    },
    occupy(person, entering) {
      const { turnId } = entering;
      scripts.lineOccupy(...keysOf(person), turnId, leaseOf(entering), leaseMs).catch(() => undefined);
    },
    listen: (heard) => redis.listenAlways(channel, heard),
  };
}

type Scripts = Record<
  "lineEnter" | "lineAdvance" | "lineLeave" | "lineDrop" | "lineRenew" | "lineOccupy",
  (...args: (string | number)[]) => Promise<unknown>
>;

function defineScripts({ commands }: RedisPair): Scripts {
  const scripts: Record<keyof Scripts, string> = {
    lineEnter: enterScript,
    lineAdvance: advanceScript,
    lineLeave: leaveScript,
    lineDrop: dropScript,
    lineRenew: renewScript,
    lineOccupy: occupyScript,
  };
  for (const [name, lua] of Object.entries(scripts)) commands.defineCommand(name, { numberOfKeys: 2, lua });
  return commands as unknown as Scripts;
}

/** Both in one slot of a Redis cluster. */
function keysOf(person: string): [string, string] {
  return [`${sharedPrefix}{${person}}:running`, `${sharedPrefix}{${person}}:waiting`];
}

function aliasOf(turnId: string): string {
  return `${sharedPrefix}answered-by:${turnId}`;
}

function leaseOf({ turnId, keys = [] }: Pick<Entering, "turnId" | "keys">): string {
  return [turnId, ...keys.map(({ key }) => key)].join(" ");
}

function readKeys(lines: string): TurnKey[] {
  return lines.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as TurnKey]));
}
