import { beforeEach, describe, expect, test } from "@jest/globals";
import { type Exchange, endpoint } from "../../lib/endpoint.ts";
import { AppError, type WireError } from "../../lib/errors.ts";
import { type LogLine, startTestRuntime } from "../support/runtime.ts";

let lines: LogLine[];
beforeEach(() => {
  ({ lines } = startTestRuntime());
});

const context = { params: Promise.resolve({ id: "7" }) };
const ok = async () => Response.json({ fine: true });

function request(method: string, headers: Record<string, string> = {}): Request {
  return new Request("http://shop.example/api/x", { method, headers: { host: "shop.example", ...headers } });
}

async function errorOf(response: Response): Promise<WireError> {
  return ((await response.json()) as { error: WireError }).error;
}

describe("methods", () => {
  const route = endpoint({ GET: ok, POST: ok });

  test.each(["PUT", "PATCH", "DELETE"] as const)(
    "%s, which the route does not know, is 405 with what it knows",
    async (method) => {
      const response = await route[method](request(method), context);
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
      expect(await errorOf(response)).toMatchObject({
        code: "method_not_allowed",
        requestId: expect.any(String),
      });
    },
  );

  test("OPTIONS says what there is", async () => {
    const response = await route.OPTIONS(request("OPTIONS"), context);
    expect(response.status).toBe(204);
    expect(response.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  });

  test("HEAD is answered where GET is, and refused where it is not", async () => {
    expect((await route.HEAD(request("HEAD"), context)).status).toBe(200);
    const postOnly = endpoint({ POST: ok });
    const response = await postOnly.HEAD(request("HEAD"), context);
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST, OPTIONS");
  });
});

describe("where a request comes from", () => {
  const route = endpoint({ GET: ok, POST: ok, DELETE: ok });

  test.each([
    ["another site's page", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["another subdomain", { "sec-fetch-site": "same-site" }],
    ["another origin, from a browser that says no more", { origin: "https://evil.example" }],
    ["the same host on another port", { origin: "http://shop.example:8080" }],
    ["a page without an origin", { origin: "null" }],
    ["an origin that is none", { origin: "shop.example" }],
    [
      "a browser that signed in at a proxy",
      { authorization: "Basic eDp5", origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    ],
  ])("%s cannot change anything", async (_who, headers) => {
    const response = await route.POST(request("POST", headers), context);
    expect(response.status).toBe(403);
    expect(await errorOf(response)).toMatchObject({ code: "forbidden" });
  });

  test.each([
    ["our own page", { "sec-fetch-site": "same-origin", origin: "http://shop.example" }],
    ["our own page behind a proxy", { origin: "https://www.example", "x-forwarded-host": "www.example" }],
    ["the address bar", { "sec-fetch-site": "none" }],
    ["a program", {}],
    ["a program with a key", { authorization: "Bearer x", origin: "https://other.example" }],
  ])("%s can", async (_who, headers) => {
    expect((await route.POST(request("POST", headers), context)).status).toBe(200);
  });

  test("reading is open to a link on another site", async () => {
    const response = await route.GET(request("GET", { "sec-fetch-site": "cross-site" }), context);
    expect(response.status).toBe(200);
  });
});

describe("failures", () => {
  const throws = (error: unknown) => async (): Promise<Response> => {
    throw error;
  };
  const failing = (error: unknown) => endpoint({ POST: throws(error) });

  test("a refusal has its code, its words and the request's id, and is not kept by a cache", async () => {
    const refusal = new AppError("rate_limited", {
      message: "Wait.",
      field: "message",
      retryAfterSeconds: 7,
      turnId: "t1",
      headers: { ratelimit: "r=0" },
    });
    const response = await failing(refusal).POST(request("POST", { "x-request-id": "r1" }), context);
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("7");
    expect(response.headers.get("ratelimit")).toBe("r=0");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toEqual({
      error: {
        code: "rate_limited",
        message: "Wait.",
        requestId: "r1",
        field: "message",
        retryAfterSeconds: 7,
        turnId: "t1",
      },
    });
  });

  test.each([
    new TypeError("Cannot read properties of undefined (reading 'secret')"),
    new Error("connect ECONNREFUSED postgres://user:pass@db"),
    "a thrown text",
    undefined,
    { code: "not_found", status: 404, message: "looks like a refusal" },
  ])("a bug (%p) is 500 and says nothing of itself, but the log does", async (bug) => {
    const response = await failing(bug).POST(request("POST"), context);
    expect(response.status).toBe(500);
    const error = await errorOf(response);
    expect(Object.keys(error)).toEqual(["code", "message", "requestId"]);
    expect(error.code).toBe("internal");
    expect(error.message).toMatch(/went wrong on our side/);
    expect(lines).toEqual([
      expect.objectContaining({ level: 50, requestId: error.requestId, code: "internal" }),
    ]);
  });

  test("a refusal is no error in the log", async () => {
    await failing(new AppError("not_found")).POST(request("POST"), context);
    expect(lines).toEqual([]);
  });

  test("the cause of a refusal stays inside", async () => {
    const refusal = new AppError("provider_unavailable", { cause: new Error("key sk-123 was refused") });
    const response = await failing(refusal).POST(request("POST"), context);
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain("sk-123");
  });
});

test("a route gets its parameters, its request's id and the client's address", async () => {
  const tell = async ({ params, requestId, address }: Exchange<{ id: string }>) =>
    Response.json({ id: params.id, requestId, address });
  const route = endpoint<{ id: string }>({ GET: tell });
  const headers = { "x-request-id": "r2", "x-client-address": "203.0.113.9" };
  const response = await route.GET(request("GET", headers), context);
  expect(await response.json()).toEqual({ id: "7", requestId: "r2", address: "203.0.113.9" });
});
