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
  /** Known once the turn is open; only this visitor may read or stop it. */
  visitor: TurnVisitor | undefined;
  events: ChatEvent[];
  /** Something of the answer is there: from now on a failure is an event, before it is an HTTP status. */
  shown: boolean;
  ended: boolean;
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
  running: Map<string, RunningTurn>;
  run: (signal: AbortSignal, onVisitor: (visitor: TurnVisitor) => void) => AsyncIterable<ChatEvent>;
  toWire: (error: unknown) => WireError;
  onFailure: (error: unknown) => void;
};

/** Begins a turn and lets it run to its end. */
export function startTurn({ turnId, workspaceId, running, run, toWire, onFailure }: Start): RunningTurn {
  const turn: RunningTurn = {
    turnId,
    workspaceId,
    visitor: undefined,
    events: [],
    shown: false,
    ended: false,
    failure: undefined,
    controller: new AbortController(),
    finished: Promise.resolve(),
    wake: new Set(),
  };
  running.set(turnId, turn);
  turn.finished = pump(turn, run)
    .catch((error: unknown) => {
      onFailure(error);
      if (turn.shown) turn.events.push({ error: toWire(error) });
      else turn.failure = error;
    })
    .finally(() => {
      turn.ended = true;
      running.delete(turnId);
      wakeReaders(turn);
    });
  return turn;
}

async function pump(turn: RunningTurn, run: Start["run"]): Promise<void> {
  for await (const event of run(turn.controller.signal, (visitor) => {
    turn.visitor = visitor;
  })) {
    turn.events.push(event);
    turn.shown ||= "content" in event || "page" in event || "meta" in event;
    wakeReaders(turn);
  }
}

function wakeReaders(turn: RunningTurn): void {
  for (const wake of turn.wake) wake();
  turn.wake.clear();
}

/** Ends a turn early. Its upstream request is closed and what was shown is kept. */
export function stopTurn(turn: RunningTurn, by: "visitor" | "shutdown"): void {
  turn.controller.abort(new TurnStopped(`stopped by ${by}`));
}

/** Waits until the turn has something to show or has ended. */
export async function untilShown(turn: RunningTurn): Promise<void> {
  while (!turn.ended && !turn.shown) await nextChange(turn);
}

/** Reads a turn as the text of its frames: all events so far, then each as it comes. */
export function turnReader(turn: RunningTurn): { next(): Promise<{ text: string; done: boolean }> } {
  let sent = 0;
  return {
    async next() {
      while (!turn.ended && sent === turn.events.length) await nextChange(turn);
      // What is said within one turn of the event loop goes out in one write, since each costs a system call; only
      // the first words do not wait for it.
      if (sent > 0) await nextLoop();
      const done = turn.ended;
      let text = "";
      for (; sent < turn.events.length; sent += 1) text += toFrame(sent + 1, turn.events[sent]);
      return { text: done ? text + doneFrame : text, done };
    },
  };
}

const streamedTurns = new WeakMap<Response, RunningTurn>();

/** The turn that a response of `streamTurn` streams, for a server that writes it itself. */
export function turnOf(response: Response): RunningTurn | undefined {
  return streamedTurns.get(response);
}

/** An answer that streams a turn. */
export function streamTurn(turn: RunningTurn, headers: Headers): Response {
  const response = new Response(readTurn(turn), { headers });
  streamedTurns.set(response, turn);
  return response;
}

/** A reader's byte stream. Nothing is prepared before it is read. */
export function readTurn(turn: RunningTurn): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const reader = turnReader(turn);
  let keepAlive: NodeJS.Timeout | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        keepAlive ??= setInterval(() => {
          // A reader who does not read needs no more to be told that the stream is open.
          if ((controller.desiredSize ?? -1) >= 0) controller.enqueue(encoder.encode(keepAliveFrame));
        }, keepAliveMs).unref();
        const { text, done } = await reader.next();
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

function nextChange(turn: RunningTurn): Promise<void> {
  return new Promise((done) => turn.wake.add(done));
}
