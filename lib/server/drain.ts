import type { Server } from "node:http";
import { type RunningTurn, stopTurn } from "../ai/running-turns.ts";
import type { Runtime } from "../runtime.ts";

/** How long running answers may take to finish at shutdown, and how long stopped ones to be recorded. */
const finishMs = 7_000;
const recordMs = 2_000;

/** Takes no new requests, lets running answers finish, then stops what is left; each is recorded. */
export async function drain(server: Server, runtime: Runtime): Promise<void> {
  runtime.draining = true;
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeIdleConnections();
  await settle([...runtime.running.values()], finishMs);
  for (const turn of runtime.running.values()) stopTurn(turn, "shutdown");
  await settle([...runtime.running.values()], recordMs);
  server.closeAllConnections();
  await closed;
}

async function settle(turns: RunningTurn[], limitMs: number): Promise<void> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), limitMs);
  const expired = new Promise((done) => limit.signal.addEventListener("abort", done));
  await Promise.race([Promise.all(turns.map((turn) => turn.finished)), expired]);
  clearTimeout(timer);
}
