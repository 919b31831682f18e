import type { Logger } from "pino";
import type { ChatEvent } from "../ai/chat-event.ts";
import {
  endTurn,
  nextChange,
  type RunningTurn,
  silentTurn,
  stopTurn,
  stopTurnsOf,
  type TurnVisitor,
  tellTurn,
} from "../ai/running-turns.ts";
import { AppError, toWireError, type WireError } from "../errors.ts";
import type { RedisPair } from "./connection.ts";
import { sharedPrefix } from "./shared.ts";

type Visitor = { workspaceId: string; visitorId: string };

/** A running turn as other instances see it. */
export type SharedTurns = {
  /** Tells the others what is said in a turn of this process, until it ends. Never awaited by the turn. */
  share(turn: RunningTurn): void;
  /** A turn that runs on another instance, to read here; undefined where Redis knows none. Ends with `signal`. */
  follow(turnId: string, signal: AbortSignal): Promise<RunningTurn | undefined>;
  /** Asks whichever instance runs the turn to stop it. Whose it is, the caller has checked. */
  stop(turnId: string): Promise<void>;
  /** The same for all turns of a visitor. */
  stopAllOf(visitor: Visitor): Promise<void>;
};

/** One piece of a turn: events from the index `from` on. */
type Piece = {
  from: number;
  events: ChatEvent[];
  head: { workspaceId: string; visitor: TurnVisitor | undefined };
  ended: boolean;
  failure?: WireError;
};

/** Readers elsewhere are at most this much behind; in exchange Redis gets one write for some words, not for each. */
const collectMs = 40;
/** A turn that says nothing is heard of this often, and given up by its readers when it was not for three times that. */
const signOfLifeMs = 4_000;
const lostMs = 12_000;
/** The database has an ended turn; these are for who is about to read. */
const keepMs = 60_000;

export function sharedRunningTurns({
  redis,
  running,
  log,
}: {
  redis: RedisPair;
  running: Map<string, RunningTurn>;
  log: Logger;
}): SharedTurns {
  const stopChannel = `${sharedPrefix}stop`;
  redis.listenAlways(stopChannel, (turnId) => {
    const turn = running.get(turnId);
    if (turn) stopTurn(turn, "visitor");
  });
  const stopAllChannel = `${sharedPrefix}stop-all-of`;
  redis.listenAlways(stopAllChannel, (name) => {
    const [workspaceId = "", visitorId = ""] = name.split(" ");
    stopTurnsOf(running, { workspaceId, visitorId });
  });
  return {
    share: (turn) =>
      void tell(turn, redis).catch((error: unknown) =>
        log.warn({ err: error, turnId: turn.turnId }, "a turn could not be told to the other instances"),
      ),
    follow: (turnId, signal) => follow(turnId, signal, redis).catch(() => undefined),
    stop: async (turnId) => {
      await redis.commands.publish(stopChannel, turnId).catch(() => undefined);
    },
    stopAllOf: async ({ workspaceId, visitorId }) => {
      await redis.commands.publish(stopAllChannel, `${workspaceId} ${visitorId}`).catch(() => undefined);
    },
  };
}

async function tell(turn: RunningTurn, redis: RedisPair): Promise<void> {
  const place = placeOf(turn.turnId);
  const progress = { told: 0 };
  for (;;) {
    const piece = pieceFrom(turn, progress.told);
    progress.told = turn.events.length;
    const text = JSON.stringify(piece);
    const write = redis.commands.multi();
    if (piece.from === 0) write.del(place);
    write.rpush(place, text).pexpire(place, keepMs).publish(place, text);
    // What Redis did not get is told again from the beginning.
    write.exec().catch(() => {
      progress.told = 0;
    });
    if (piece.ended) return;
    await nextChangeWithin(turn, signOfLifeMs);
    if (!turn.ended) await nextEndWithin(turn, collectMs);
  }
}

function pieceFrom(turn: RunningTurn, from: number): Piece {
  const { workspaceId, visitor, events, ended, failure } = turn;
  return {
    from,
    events: events.slice(from),
    head: { workspaceId, visitor },
    ended,
    ...(failure !== undefined && { failure: toWireError(failure, turn.turnId) }),
  };
}

async function follow(
  turnId: string,
  signal: AbortSignal,
  redis: RedisPair,
): Promise<RunningTurn | undefined> {
  if (!redis.isUp()) return undefined;
  const place = placeOf(turnId);
  const turn = silentTurn(turnId, "");
  // What is published while the beginning is fetched has to wait for it.
  const early: Piece[] = [];
  let take = (piece: Piece): void => {
    early.push(piece);
  };
  const stopListening = await redis.listen(place, (text) => take(JSON.parse(text)));
  const begun = await redis.commands.lrange(place, 0, -1).catch(() => []);
  if (begun.length === 0) {
    stopListening();
    return undefined;
  }
  const finish = () => {
    clearTimeout(lost);
    signal.removeEventListener("abort", lose);
    stopListening();
  };
  const lose = () => {
    turn.lost = true;
    finish();
    endTurn(turn);
  };
  const lost = setTimeout(lose, lostMs).unref();
  signal.addEventListener("abort", lose);
  take = (piece) => {
    lost.refresh();
    if (turn.ended) return;
    turn.workspaceId = piece.head.workspaceId;
    turn.visitor = piece.head.visitor;
    if (piece.from > turn.events.length) return lose();
    for (const event of piece.events.slice(turn.events.length - piece.from)) tellTurn(turn, event);
    if (!piece.ended) return;
    if (piece.failure) turn.failure = new AppError(piece.failure.code, piece.failure);
    finish();
    endTurn(turn);
  };
  for (const text of begun) take(JSON.parse(text));
  for (const piece of early) take(piece);
  return turn;
}

function placeOf(turnId: string): string {
  return `${sharedPrefix}turn:${turnId}`;
}

async function nextChangeWithin(turn: RunningTurn, ms: number): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms).unref();
  await Promise.race([nextChange(turn), over]);
  clearTimeout(timer);
}

/** What is said meanwhile is collected; the end does not wait. */
async function nextEndWithin(turn: RunningTurn, ms: number): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms).unref();
  await Promise.race([turn.finished, over]);
  clearTimeout(timer);
}
