import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import {
  prepareRequest,
  refuseExpectation,
  refuseMalformed,
  refuseUpgrade,
} from "../../../lib/server/edge.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Sends one raw request through a real server; returns what the application saw of it and what came back. */
async function send(
  lines: string[],
  trustedProxies = 0,
): Promise<{ seen: IncomingHttpHeaders | undefined; status: number; head: string; body: string }> {
  let seen: IncomingHttpHeaders | undefined;
  const started = createServer((request, response) => {
    if (!prepareRequest(request, response, { trustedProxies })) return;
    seen = { ...request.headers };
    response.end("through");
  });
  started.on("clientError", refuseMalformed);
  started.on("upgrade", (_request, socket) => refuseUpgrade(socket));
  started.on("checkExpectation", (_request, response) => refuseExpectation(response));
  server = started;
  started.listen(0, "127.0.0.1");
  await once(started, "listening");
  const socket = connect((started.address() as AddressInfo).port, "127.0.0.1");
  let answer = "";
  socket.on("data", (data) => {
    answer += data.toString();
  });
  socket.write([...lines, "Host: shop.example", "Connection: close", "", ""].join("\r\n"));
  await once(socket, "close");
  const [head = "", body = ""] = answer.split("\r\n\r\n", 2);
  return { seen, status: Number(head.split(" ")[1]), head, body };
}

const forged = [
  "GET /api/session HTTP/1.1",
  "X-Forwarded-For: 198.51.100.1, 198.51.100.2",
  "X-Forwarded-Host: evil.example",
  "X-Forwarded-Proto: https",
  "X-Forwarded-Port: 443",
  "Forwarded: for=198.51.100.3",
  "X-Client-Address: 198.51.100.4",
  "X-Request-Id: chosen-by-the-client",
  "X-Middleware-Subrequest: middleware",
  "Next-Action: 0123456789012345678901234567890123456789ab",
];

test.each([
  ["no HTTP", ["HELLO"]],
  ["a header without a name", ["GET / HTTP/1.1", ": nameless"]],
  ["two lengths", ["POST / HTTP/1.1", "Content-Length: 1", "Transfer-Encoding: chunked"]],
  ["another protocol", ["GET /api/session HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket"]],
  ["an expectation that nobody knows", ["POST / HTTP/1.1", "Expect: a miracle", "Content-Length: 0"]],
])("%s is a 400 of our own shape", async (_name, lines) => {
  const { status, body } = await send(lines);
  expect(status).toBe(400);
  expect(JSON.parse(body).error).toMatchObject({ code: "invalid_request", requestId: expect.any(String) });
});

describe("the client's address", () => {
  test("is the connection's own when no proxy is believed, and nothing forged comes through", async () => {
    const { seen } = await send(forged, 0);
    expect(seen).toEqual({
      host: "shop.example",
      connection: "close",
      "x-client-address": "127.0.0.1",
      "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test.each([
    [1, "198.51.100.2"],
    [2, "198.51.100.1"],
    [3, "127.0.0.1"],
  ])("with %i believed proxies is the entry that the outermost of them wrote", async (count, address) => {
    const { seen } = await send(forged, count);
    expect(seen?.["x-client-address"]).toBe(address);
    expect(seen?.["x-middleware-subrequest"]).toBeUndefined();
    expect(seen?.["x-request-id"]).not.toBe("chosen-by-the-client");
  });

  test("several header lines count as one list", async () => {
    const lines = ["GET / HTTP/1.1", "X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 198.51.100.2"];
    expect((await send(lines, 1)).seen?.["x-client-address"]).toBe("198.51.100.2");
  });

  test.each(["", " , ,"])("behind a proxy that named nobody (%j) is the connection's own", async (list) => {
    const { seen } = await send(["GET / HTTP/1.1", `X-Forwarded-For: ${list}`], 1);
    expect(seen?.["x-client-address"]).toBe("127.0.0.1");
  });
});

describe("what is refused before the application sees it", () => {
  test.each(["TRACE", "PROPFIND", "REPORT"])("%s is 405 with the methods there are", async (method) => {
    const { seen, status, head, body } = await send([`${method} /api/session HTTP/1.1`]);
    expect(seen).toBeUndefined();
    expect(status).toBe(405);
    expect(head).toMatch(/^allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS$/im);
    const { error } = JSON.parse(body);
    expect(error).toMatchObject({ code: "method_not_allowed" });
    expect(head).toContain(error.requestId);
  });

  test.each(["/api/%", "/api/%zz", "/p/%E0%A4%A", "/%C0%AE%C0%AE/etc", "*", "http://other.example/"])(
    "the address %s is 400, not a crash",
    async (path) => {
      const { seen, status, body } = await send([`GET ${path} HTTP/1.1`]);
      expect(seen).toBeUndefined();
      expect(status).toBe(400);
      expect(JSON.parse(body).error).toMatchObject({
        code: "invalid_request",
        requestId: expect.any(String),
      });
    },
  );

  test.each(["/", "/api/chat?x=%zz", "/w/caf%C3%A9", "/a%2Fb"])(
    "the address %s comes through",
    async (path) => {
      expect((await send([`GET ${path} HTTP/1.1`])).body).toContain("through");
    },
  );
});

test("the answer carries the id under which the request is in the log", async () => {
  const { seen, head } = await send(["GET / HTTP/1.1"]);
  expect(head.toLowerCase()).toContain(`x-request-id: ${seen?.["x-request-id"]}`);
});
