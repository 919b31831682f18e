import { once } from "node:events";
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { ChatEvent } from "../../../lib/ai/chat-event.ts";
import { type RunningTurn, startTurn } from "../../../lib/ai/running-turns.ts";
import { toWireError } from "../../../lib/errors.ts";
import { writeTurn } from "../../../lib/server/write-turn.ts";

let server: Server;
let turn: RunningTurn;
let written: Promise<void>;
let writing: ServerResponse;

beforeEach(async () => {
  server = createServer((_request, response) => {
    writing = response;
    written = writeTurn(
      turn,
      new Headers({ "content-type": "text/event-stream", "x-kept": "yes" }),
      response,
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function begin(run: () => AsyncIterable<ChatEvent>): void {
  turn = startTurn({
    turnId: "t1",
    workspaceId: "w1",
    running: new Map(),
    run,
    toWire: (error) => toWireError(error, "r1"),
    onFailure: () => undefined,
  });
}

async function open(): Promise<IncomingMessage> {
  const request = get({ port: (server.address() as AddressInfo).port, host: "127.0.0.1" });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return response;
}

test("every event arrives once and in order, with the headers and the end", async () => {
  begin(async function* () {
    for (const content of ["one", "two", "three"]) {
      yield { content };
      await new Promise((done) => setImmediate(done));
    }
  });
  const response = await open();
  expect(response.headers["x-kept"]).toBe("yes");
  const body = await text(response);
  expect(
    [...body.matchAll(/^id: (\d)\ndata: \{"content":"(\w+)"\}$/gmu)].map(([, id, word]) => [id, word]),
  ).toEqual([
    ["1", "one"],
    ["2", "two"],
    ["3", "three"],
  ]);
  expect(body.endsWith("data: [DONE]\n\n")).toBe(true);
});

test("a reader who is slow gets all of it, and is not written to faster than they read", async () => {
  const part = "word ".repeat(20_000);
  begin(async function* () {
    for (let at = 0; at < 100; at += 1) {
      yield { content: part };
      await new Promise((done) => setImmediate(done));
    }
  });
  const response = await open();
  await turn.finished;
  expect(response.socket.bytesRead).toBeLessThan(5_000_000);
  const body = await text(response);
  expect(body.match(/data: \{"content"/gu)).toHaveLength(100);
  expect(body.endsWith("data: [DONE]\n\n")).toBe(true);
});

test("a reader who leaves is not written to any more, and the turn goes on", async () => {
  const { promise: left, resolve: leave } = Promise.withResolvers<void>();
  begin(async function* () {
    yield { content: "shown" };
    await left;
    yield { content: "unread" };
  });
  const response = await open();
  await once(response, "data");
  const closed = once(writing, "close");
  response.destroy();
  await closed;
  leave();
  await Promise.all([written, turn.finished]);
  expect(turn.events).toHaveLength(2);
});
