import type { TurnKey } from "../ai/turn-key.ts";
import type { Entering } from "../ai/turn-queue.ts";
import { longestMessage, longestWaitMs } from "../ai/waiting-refusals.ts";
import type { RedisPair } from "./connection.ts";
import { sharedPrefix } from "./shared.ts";
import {
  advanceScript,
  enterScript,
  leaveScript,
  occupyScript,
  renewScript,
  standsScript,
} from "./turn-line-scripts.ts";

/** A message with those that were joined to it. */
type Joined = { message: string; keys: TurnKey[] };

/** Where a message stands that came in. `superseded` is the turn whose place it took, or empty. */
type Entered =
  | { outcome: "run" | "busy" | "long" }
  | { outcome: "repeat"; turnId: string }
  | ({ outcome: "wait"; superseded: string } & Joined);

/** Where a message stands that waits; `gone` where another took its place, or Redis has lost the line. */
type Advanced = { outcome: "wait" | "gone" } | ({ outcome: "run" } & Joined);

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
  stands(person: string, turnId: string): Promise<boolean>;
  /** Has the turn whose place was taken look where it stands. */
  wake(turnId: string): void;
  /**
   * Takes a turn out, whether it runs or waits, and wakes the one behind it. Returns what it waited with; undefined
   * where it did not, or Redis is away.
   */
  leave(person: string, turnId: string): Promise<Joined | undefined>;
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
  const wake = (turnId: string) => void commands.publish(channel, turnId).catch(() => undefined);

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
      const [outcome, other = "", joined = "", lines = ""] = answer as [Entered["outcome"], ...string[]];
      if (outcome === "repeat") return { outcome, turnId: other };
      if (outcome !== "wait") return { outcome };
      return { outcome, superseded: other, message: joined, keys: readKeys(lines) };
    },
    async advance(person, turnId) {
      const answer = await scripts.lineAdvance(...keysOf(person), turnId, leaseMs);
      const [outcome, message = "", lines = ""] = answer as [Advanced["outcome"], string?, string?];
      return outcome === "run" ? { outcome, message, keys: readKeys(lines) } : { outcome };
    },
    answeredBy: (turnId) => commands.get(aliasOf(turnId)),
    stands: async (person, turnId) => (await scripts.lineStands(...keysOf(person), turnId)) === 1,
    wake,
    async leave(person, turnId) {
      const left = await scripts.lineLeave(...keysOf(person), turnId).catch(() => [""]);
      const [next, message, lines = ""] = left as [string, string?, string?];
      if (next !== "") wake(next);
      return message === undefined ? undefined : { message, keys: readKeys(lines) };
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
  "lineEnter" | "lineAdvance" | "lineLeave" | "lineRenew" | "lineStands" | "lineOccupy",
  (...args: (string | number)[]) => Promise<unknown>
>;

function defineScripts({ commands }: RedisPair): Scripts {
  const scripts: Record<keyof Scripts, string> = {
    lineEnter: enterScript,
    lineAdvance: advanceScript,
    lineLeave: leaveScript,
    lineRenew: renewScript,
    lineStands: standsScript,
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
