import type { Server } from "node:http";
import { type RunningTurn, stopTurn } from "../ai/running-turns.ts";
import type { Runtime } from "../runtime.ts";

/**
 * How long running answers may take to finish at shutdown, how long stopped ones to be recorded, and how long
 * their last words to be sent.
 */
const finishMs = 7_000;
const recordMs = 2_000;
const sendMs = 500;
const lookMs = 10;

/** Takes no new requests, lets running answers finish, then stops what is left; each is recorded and sent. */
export async function drain(server: Server, runtime: Runtime): Promise<void> {
  runtime.draining = true;
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeIdleConnections();
  await settle([...runtime.running.values()], finishMs);
  for (const turn of runtime.running.values()) stopTurn(turn, "shutdown");
  await settle([...runtime.running.values()], recordMs);
  await untilSent(server, closed);
  server.closeAllConnections();
  await closed;
}

async function settle(turns: RunningTurn[], limitMs: number): Promise<void> {
  await within(Promise.all(turns.map((turn) => turn.finished)), limitMs);
}

/** A turn has ended before its reader has its end; a connection whose response is whole stays open for another. */
async function untilSent(server: Server, closed: Promise<void>): Promise<void> {
  const look = setInterval(() => server.closeIdleConnections(), lookMs);
  await within(closed, sendMs);
  clearInterval(look);
}

async function within(work: Promise<unknown>, limitMs: number): Promise<void> {
  const { promise: expired, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, limitMs);
  await Promise.race([work, expired]);
  clearTimeout(timer);
}
