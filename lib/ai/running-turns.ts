import type { WireError } from "../errors.ts";
import { doneFrame, keepAliveFrame, keepAliveMs, toFrame } from "../sse.ts";
import type { ChatEvent } from "./chat-event.ts";

/**
 * A turn that is being answered. It runs by itself: readers come and go, the answer is finished and stored.
 * Its events are kept until it ends, so that a reader who comes late gets them all.
 */
export type RunningTurn = {
  turnId: string;
  workspaceId: string;
  /** Whoever the request's cookie named; until the turn is open, this is whose it is. */
  askedBy: string | undefined;
  /** Known once the turn is open; only this visitor may read or stop it. */
  visitor: TurnVisitor | undefined;
  events: ChatEvent[];
  /** Something of the answer is there: from now on a failure is an event, before it is an HTTP status. */
  shown: boolean;
  ended: boolean;
  /** Read from elsewhere, and that source is lost: readers are to come again. */
  lost: boolean;
  /** Why it failed before anything was shown: becomes an HTTP status. */
  failure: unknown;
  controller: AbortController;
  /** Settles when the turn has ended and was recorded, however it ended. */
  finished: Promise<void>;
  wake: Set<() => void>;
};

/** Whose turn it is, as their cookie will say. */
export type TurnVisitor = {
  visitorId: string;
  version: number;
  conversationId: string;
  scores: Record<string, number>;
};

/** A turn was ended early, by its visitor or by a shutdown. It keeps what was shown. */
export class TurnStopped extends Error {
  override readonly name = "TurnStopped";

  /** By name: the bundler gives each route its own copy of a class, and what one threw another has to know. */
  static override [Symbol.hasInstance](value: unknown): value is TurnStopped {
    return value !== null && typeof value === "object" && "name" in value && value.name === "TurnStopped";
  }
}

type Start = {
  turnId: string;
  workspaceId: string;
  askedBy?: string | undefined;
  running: Map<string, RunningTurn>;
  /** Rejects where the turn is not admitted: that is a failure before anything was shown. */
  run: (
    signal: AbortSignal,
    onVisitor: (visitor: TurnVisitor) => void,
  ) => AsyncIterable<ChatEvent> | Promise<AsyncIterable<ChatEvent>>;
  toWire: (error: unknown) => WireError;
  onFailure: (error: unknown) => void;
};

/** Begins a turn and lets it run to its end. */
export function startTurn({
  turnId,
  workspaceId,
  askedBy,
  running,
  run,
  toWire,
  onFailure,
}: Start): RunningTurn {
  const turn = silentTurn(turnId, workspaceId);
  turn.askedBy = askedBy;
  running.set(turnId, turn);
  turn.finished = pump(turn, run)
    .catch((error: unknown) => {
      onFailure(error);
      if (turn.shown) turn.events.push({ error: toWire(error) });
      else turn.failure = error;
    })
    .finally(() => {
      running.delete(turnId);
      endTurn(turn);
    });
  return turn;
}

/** A turn that is told from elsewhere (another instance, the database) by `tellTurn` and `endTurn`. */
export function silentTurn(turnId: string, workspaceId: string): RunningTurn {
  return {
    turnId,
    workspaceId,
    askedBy: undefined,
    visitor: undefined,
    events: [],
    shown: false,
    ended: false,
    lost: false,
    failure: undefined,
    controller: new AbortController(),
    finished: Promise.resolve(),
    wake: new Set(),
  };
}

export function tellTurn(turn: RunningTurn, event: ChatEvent): void {
  turn.events.push(event);
  turn.shown ||= "content" in event || "page" in event || "meta" in event;
  wakeReaders(turn);
}

export function endTurn(turn: RunningTurn): void {
  turn.ended = true;
  wakeReaders(turn);
}

/** Whether a turn is this visitor's. A revoked cookie is nobody's. */
export function isOwnTurn(
  turn: RunningTurn,
  owner: { workspaceId: string; visitor: Pick<TurnVisitor, "visitorId" | "version"> },
): boolean {
  if (turn.workspaceId !== owner.workspaceId) return false;
  if (!turn.visitor) return turn.askedBy === owner.visitor.visitorId;
  return turn.visitor.visitorId === owner.visitor.visitorId && turn.visitor.version === owner.visitor.version;
}

async function pump(turn: RunningTurn, run: Start["run"]): Promise<void> {
  const events = await run(turn.controller.signal, (visitor) => {
    turn.visitor = visitor;
  });
  for await (const event of events) tellTurn(turn, event);
}

function wakeReaders(turn: RunningTurn): void {
  for (const wake of turn.wake) wake();
  turn.wake.clear();
}

/** Ends a turn early. Its upstream request is closed and what was shown is kept. */
export function stopTurn(turn: RunningTurn, by: "visitor" | "shutdown"): void {
  turn.controller.abort(new TurnStopped(`stopped by ${by}`));
}

/** The same for all of a visitor's turns, those too that wait or have not opened. */
export function stopTurnsOf(
  running: ReadonlyMap<string, RunningTurn>,
  { workspaceId, visitorId }: { workspaceId: string; visitorId: string },
): void {
  for (const turn of running.values()) {
    const whose = turn.visitor?.visitorId ?? turn.askedBy;
    if (turn.workspaceId === workspaceId && whose === visitorId) stopTurn(turn, "visitor");
  }
}

/** Waits until the turn has something to show or has ended. */
export async function untilShown(turn: RunningTurn): Promise<void> {
  while (!turn.ended && !turn.shown) await nextChange(turn);
}

/** Where a reader was who comes back: the id of the last frame they have, 0 for none. */
export type ReadFrom = { after?: number };

/** Reads a turn as the text of its frames: all events so far, then each as it comes. Throws TurnLost. */
export function turnReader(
  turn: RunningTurn,
  { after = 0 }: ReadFrom = {},
): { next(): Promise<{ text: string; done: boolean }> } {
  let sent = after;
  return {
    async next() {
      while (!turn.ended && !turn.lost && sent >= turn.events.length) await nextChange(turn);
      if (turn.lost) throw new TurnLost();
      // What is said within one turn of the event loop goes out in one write, since each costs a system call; only
      // the first words do not wait for it.
      if (sent > after) await nextLoop();
      const done = turn.ended;
      let text = "";
      for (; sent < turn.events.length; sent += 1) text += toFrame(sent + 1, turn.events[sent]);
      return { text: done ? text + doneFrame : text, done };
    },
  };
}

/** The source of a turn's events is gone, the turn may not be: the stream breaks off without its end. */
class TurnLost extends Error {
  override readonly name = "TurnLost";
}

const streamedTurns = new WeakMap<Response, RunningTurn>();

/** The turn that a response of `streamTurn` streams from its beginning, for a server that writes it itself. */
export function turnOf(response: Response): RunningTurn | undefined {
  return streamedTurns.get(response);
}

/** An answer that streams a turn. */
export function streamTurn(turn: RunningTurn, headers: Headers, from: ReadFrom = {}): Response {
  const response = new Response(readTurn(turn, from), { headers });
  if (!from.after) streamedTurns.set(response, turn);
  return response;
}

/** A reader's byte stream. Nothing is prepared before it is read. */
export function readTurn(turn: RunningTurn, from: ReadFrom = {}): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const reader = turnReader(turn, from);
  let keepAlive: NodeJS.Timeout | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        keepAlive ??= setInterval(() => {
          // A reader who does not read needs no more to be told that the stream is open.
          if ((controller.desiredSize ?? -1) >= 0) controller.enqueue(encoder.encode(keepAliveFrame));
        }, keepAliveMs).unref();
        const { text, done } = await reader.next().catch((error: unknown) => {
          clearInterval(keepAlive);
          throw error;
        });
        controller.enqueue(encoder.encode(text));
        if (!done) return;
        clearInterval(keepAlive);
        controller.close();
      },
      cancel() {
        clearInterval(keepAlive);
      },
    },
    { highWaterMark: 0 },
  );
}

function nextLoop(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

/** Settles with the next thing that happens to the turn. */
export function nextChange(turn: RunningTurn): Promise<void> {
  return new Promise((done) => turn.wake.add(done));
}
