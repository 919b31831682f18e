/** Nothing that a client sends gives a 5xx, and every refusal has the shape of the contract. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Browser, frameOf, readFrames, startApp, type TestApp } from "../../support/app-request.ts";

const seed = 20261121;
let app: TestApp;
let visitor: Browser;
let ids: { conversationId: string; turnId: string };
let addresses: [method: string, path: string][];

beforeAll(async () => {
  app = await startApp();
  visitor = app.browser();
  const response = await visitor.ask("/api/chat", {
    method: "POST",
    json: { message: "How long is a rollout?", mode: "text" },
  });
  ids = frameOf<typeof ids>(await readFrames(response), "turn");
  const made = await visitor.ask("/api/chat", {
    method: "POST",
    json: { message: "Show me a plan", mode: "generate" },
  });
  const { pageId } = (await made.json()) as { pageId: string };
  addresses = [
    ["POST", "/api/chat"],
    ["PATCH", "/api/session"],
    ["PATCH", `/api/conversations/${ids.conversationId}`],
    ["POST", "/api/feedback"],
    ["PATCH", `/api/pages/${pageId}`],
    ["POST", `/api/pages/${pageId}/restore`],
    ["POST", `/api/pages/${pageId}/unlock`],
    ["POST", "/api/admin/session"],
    ["POST", `/api/chat/${ids.turnId}/stop`],
  ];
});
afterAll(() => app.close());

/** A good answer, or a refusal in the contract's shape. */
async function expectRefusalOrAnswer(response: Response): Promise<void> {
  const text = await response.text();
  const what = `${response.status} ${text.slice(0, 300)}`;
  if (response.status < 400) return;
  expect(what).toMatch(/^4\d\d /);
  const { error, ...rest } = JSON.parse(text) as { error: Record<string, unknown> };
  expect([what, rest]).toEqual([what, {}]);
  expect(error).toMatchObject({
    code: expect.stringMatching(/^[a-z_]+$/),
    message: expect.stringMatching(/./),
    requestId: expect.stringMatching(/./),
  });
  for (const key of Object.keys(error)) {
    expect(["code", "message", "requestId", "field", "retryAfterSeconds", "turnId"]).toContain(key);
  }
}

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom("\u0000", "\uD800", "🍺", "'; --", "1e999", ""),
);
const anyValue = fc.jsonValue({ maxDepth: 3, stringUnit: "binary" });

/** Bodies near enough to the real ones to come through the first checks. */
const nearBody = fc.record(
  {
    message: fc.oneof(anyText, anyValue),
    mode: fc.oneof(fc.constantFrom("text", "generate", "Text"), anyValue),
    conversationId: fc.oneof(fc.uuid(), anyText),
    personaId: fc.oneof(fc.constantFrom("plain", "warm", "constructor"), anyValue),
    idempotencyKey: anyText,
    useCache: fc.oneof(fc.boolean(), anyValue),
    personaScores: fc.oneof(
      fc.dictionary(
        fc.oneof(anyText, fc.constantFrom("distributor", "__proto__")),
        fc.oneof(fc.double(), anyValue),
      ),
      anyValue,
    ),
    title: fc.oneof(anyText, anyValue),
    turnId: fc.oneof(fc.uuid(), anyValue),
    rating: fc.oneof(fc.constantFrom(1, -1, 0, 2), anyValue),
    comment: fc.oneof(anyText, anyValue),
    expiresAt: fc.oneof(
      fc
        .date({ noInvalidDate: false })
        .map((date) => (Number.isNaN(date.getTime()) ? "" : date.toISOString())),
      anyValue,
    ),
    password: fc.oneof(anyText, anyValue),
    email: fc.oneof(anyText, anyValue),
    withdrawn: fc.oneof(fc.boolean(), anyValue),
    inputs: fc.oneof(fc.dictionary(anyText, fc.double()), anyValue),
    version: fc.oneof(fc.integer(), fc.double(), anyValue),
  },
  { requiredKeys: [] },
);

/** Which of a body's members are sent: often just those that an address knows. */
const known: Record<string, string[]> = {
  "/api/chat": ["message", "mode", "conversationId", "personaId", "idempotencyKey", "useCache"],
  "/api/session": ["personaScores", "personaId"],
  "/api/conversations": ["title"],
  "/api/feedback": ["turnId", "rating", "comment"],
  "/api/pages": ["expiresAt", "password", "withdrawn", "inputs"],
  "/restore": ["version"],
  "/unlock": ["password"],
  "/api/admin/session": ["email", "password"],
};

function only(path: string, body: object): object {
  const names = Object.entries(known).findLast(([part]) => path.includes(part))?.[1] ?? [];
  return Object.fromEntries(Object.entries(body).filter(([name]) => names.includes(name)));
}

test("bodies of the right names and any values", async () => {
  const property = fc.asyncProperty(fc.nat(addresses.length - 1), nearBody, async (index, body) => {
    const [method, path] = addresses[index] ?? ["POST", "/api/chat"];
    // Each caller has an address of its own, or the limits would answer everything.
    const headers = { "x-client-address": crypto.randomUUID() };
    await expectRefusalOrAnswer(await visitor.ask(path, { method, json: only(path, body), headers }));
  });
  await fc.assert(property, { seed, numRuns: 150 });
});

test("bodies of any JSON at all", async () => {
  const property = fc.asyncProperty(fc.nat(addresses.length - 1), anyValue, async (index, json) => {
    const [method, path] = addresses[index] ?? ["POST", "/api/chat"];
    await expectRefusalOrAnswer(await visitor.ask(path, { method, json }));
  });
  await fc.assert(property, { seed, numRuns: 100 });
});

test("bodies of any bytes, under any content type", async () => {
  const types = fc.constantFrom(
    "application/json",
    "application/json; charset=utf-16",
    "text/plain",
    "multipart/form-data",
    "",
    "application/json+",
  );
  const property = fc.asyncProperty(
    fc.nat(addresses.length - 1),
    fc.uint8Array({ maxLength: 400 }),
    types,
    async (index, bytes, type) => {
      const [method, path] = addresses[index] ?? ["POST", "/api/chat"];
      const body = new Uint8Array(bytes);
      await expectRefusalOrAnswer(
        await visitor.ask(path, { method, body, headers: { "content-type": type } }),
      );
    },
  );
  await fc.assert(property, { seed, numRuns: 100 });
});

test.each([
  ["/api/admin/session", { email: "a\u0000b", password: "a" }, "email"],
  ["/api/chat", { message: "a\u0000b", mode: "text" }, "message"],
  ["/api/chat", { message: "a", mode: "text", conversationId: "a\u0000b" }, "conversationId"],
  ["/api/chat", { message: "a", mode: "text", personaId: "a\u0000b" }, "personaId"],
  ["/api/feedback", { turnId: "a\u0000b", rating: 1 }, "turnId"],
])(
  "a character that no database stores is refused before it gets there: %s %j",
  async (path, json, field) => {
    const response = await visitor.ask(path, { method: "POST", json });
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: expect.objectContaining({ field }) },
    ]);
  },
);

test("any cookies", async () => {
  const paths = fc.constantFrom(
    "/api/session",
    "/api/conversations",
    "/api/session/export",
    "/api/admin/session",
  );
  const printable = fc.string({ maxLength: 80 }).map((text) => text.replace(/[^\x20-\x7e]/g, ""));
  const property = fc.asyncProperty(
    paths,
    fc.array(fc.tuple(fc.constantFrom("bevgenie_session", "bevgenie_operator", "x"), printable)),
    async (path, cookies) => {
      const cookie = cookies.map(([name, value]) => `${name}=${value}`).join("; ");
      await expectRefusalOrAnswer(await app.browser().ask(path, { headers: { cookie } }));
    },
  );
  await fc.assert(property, { seed, numRuns: 80 });
});

test("any query, path and workspace", async () => {
  const property = fc.asyncProperty(anyText, fc.string({ maxLength: 40 }), async (text, slug) => {
    const encoded = encodeURIComponent(text.toWellFormed());
    const header = slug.replace(/[^\x20-\x7e]/g, "").trim();
    await expectRefusalOrAnswer(await visitor.ask(`/api/conversations?query=${encoded}&${encoded}=1`));
    await expectRefusalOrAnswer(await visitor.ask(`/api/conversations/x${encoded}`));
    await expectRefusalOrAnswer(await visitor.ask(`/api/pages/x${encoded}`));
    await expectRefusalOrAnswer(
      await visitor.ask("/api/session", { headers: { "x-workspace": header || "none" } }),
    );
  });
  await fc.assert(property, { seed, numRuns: 60 });
});

test("every method at every address: what is not known is 405 with Allow", async () => {
  for (const [, path] of addresses) {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]) {
      if (method === "DELETE" && !path.endsWith("/stop")) continue;
      const response = await app.browser().ask(path, { method });
      expect([method, path, response.status]).toEqual([method, path, expect.any(Number)]);
      expect(response.status).toBeLessThan(500);
      if (response.status === 405) expect(response.headers.get("allow")).toMatch(/OPTIONS/);
      if (method !== "HEAD") await expectRefusalOrAnswer(response);
    }
  }
});

test("an address that nobody answers is 404 in the same shape", async () => {
  for (const method of ["GET", "POST", "DELETE"]) {
    const response = await visitor.ask("/api/no/such/thing", { method });
    expect(response.status).toBe(404);
    await expectRefusalOrAnswer(response);
  }
});

test("the same request id is in the answer and in the log", async () => {
  const response = await visitor.ask("/api/feedback", {
    method: "POST",
    json: {},
    headers: { "x-request-id": "r-77" },
  });
  expect(((await response.json()) as { error: { requestId: string } }).error.requestId).toBe("r-77");
  expect(app.lines.filter(({ level }) => level >= 50)).toEqual([]);
});
