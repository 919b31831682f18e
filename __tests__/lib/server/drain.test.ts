import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { type RunningTurn, readTurn, startTurn, TurnStopped } from "../../../lib/ai/running-turns.ts";
import { toWireError } from "../../../lib/errors.ts";
import type { Runtime } from "../../../lib/runtime.ts";
import { drain } from "../../../lib/server/drain.ts";
import { startTestRuntime } from "../../support/runtime.ts";

let server: Server;
let runtime: Runtime;

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "queueMicrotask"] });
  ({ runtime } = startTestRuntime());
  server = createServer((_request, response) => response.write("begun"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  jest.useRealTimers();
  server.closeAllConnections();
  server.close();
});

/** A running turn that ends when it is told to, or some time after it was stopped. */
function startHandTurn(turnId: string, { afterStopMs = 0 } = {}): { turn: RunningTurn; end(): void } {
  const ended = Promise.withResolvers<void>();
  const turn = startTurn({
    turnId,
    workspaceId: "w1",
    running: runtime.running,
    async *run(signal) {
      signal.addEventListener("abort", () => setTimeout(ended.resolve, afterStopMs));
      yield { content: "shown" };
      await ended.promise;
    },
    toWire: (error) => toWireError(error, "r1"),
    onFailure: () => undefined,
  });
  return { turn, end: ended.resolve };
}

const settle = () => new Promise((done) => setImmediate(done));

test("with nothing running it ends at once", async () => {
  await drain(server, runtime);
  expect(runtime.draining).toBe(true);
  expect(server.listening).toBe(false);
  expect(jest.getTimerCount()).toBe(0);
});

test("an answer that ends in time is not cut short, and no new connection is taken meanwhile", async () => {
  const { turn, end } = startHandTurn("t1");
  const port = (server.address() as AddressInfo).port;
  const drained = drain(server, runtime);
  await settle();
  const refused = connect(port, "127.0.0.1");
  const [error] = await once(refused, "error");
  expect(error).toMatchObject({ code: "ECONNREFUSED" });
  jest.advanceTimersByTime(6_000);
  end();
  await drained;
  expect(turn.controller.signal.aborted).toBe(false);
  expect(server.listening).toBe(false);
});

test("the reader of an answer that ends meanwhile gets its last words", async () => {
  const { turn, end } = startHandTurn("t1");
  server.removeAllListeners("request");
  server.on("request", async (_request, response) => {
    for await (const bytes of readTurn(turn)) response.write(bytes);
    response.end();
  });
  const reader = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const read = reader.text();
  const drained = drain(server, runtime);
  end();
  await turn.finished;
  expect(await read).toContain("data: [DONE]");
  await jest.advanceTimersByTimeAsync(500);
  await drained;
});

test("one that takes too long is stopped and recorded, all within 10 seconds", async () => {
  const { turn: slow } = startHandTurn("slow", { afterStopMs: 500 });
  const { turn: stuck } = startHandTurn("stuck", { afterStopMs: 60_000 });
  const began = Date.now();
  const drained = drain(server, runtime);
  await settle();
  await jest.advanceTimersByTimeAsync(7_000);
  expect(slow.controller.signal.reason).toBeInstanceOf(TurnStopped);
  await jest.advanceTimersByTimeAsync(600);
  expect(slow.ended).toBe(true);
  await jest.advanceTimersByTimeAsync(2_000);
  await jest.advanceTimersByTimeAsync(400);
  await drained;
  expect(Date.now() - began).toBeLessThanOrEqual(10_000);
  expect(stuck.ended).toBe(false);
});

test("a reader who never hangs up does not hold it", async () => {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await once(socket, "data");
  const closed = once(socket, "close");
  const drained = drain(server, runtime);
  await jest.advanceTimersByTimeAsync(500);
  await drained;
  await closed;
});
