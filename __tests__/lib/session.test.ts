import { beforeEach, describe, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { sealData } from "iron-session";
import {
  clearVisitor,
  readOperatorSessionId,
  readVisitor,
  type VisitorCookie,
  writeOperatorSession,
  writeVisitor,
} from "../../lib/session.ts";
import { startTestRuntime } from "../support/runtime.ts";

const password = "the secret of this installation, 1";
beforeEach(() => {
  startTestRuntime({ environment: { SESSION_SECRET: password } });
});

const slug = "bevgenie";
const visitor: VisitorCookie = {
  visitorId: "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
  version: 3,
  conversationId: "b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a22",
  scores: { distributor: 0.3, sales_leader: 0.15 },
};

function withCookie(cookie: string, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/", { headers: { ...(cookie && { cookie }), ...headers } });
}

/** The Set-Cookie line that writing `value` gives. */
async function written(value = visitor, { workspaceSlug = slug, headers = {} } = {}): Promise<string> {
  const answer = new Headers();
  await writeVisitor(withCookie("", headers), answer, { workspaceSlug, visitor: value });
  const lines = answer.getSetCookie();
  expect(lines).toHaveLength(1);
  return String(lines[0]);
}

const pairOf = (setCookie: string) => String(setCookie.split(";")[0]);
const sealIn = (setCookie: string) => pairOf(setCookie).slice(pairOf(setCookie).indexOf("=") + 1);
const read = (value: string) => readVisitor(withCookie(`bevgenie_session=${value}`), slug);

/** Opened seals are remembered for a minute; later they are opened again. */
function aMinuteLater(): void {
  const now = Date.now();
  jest.spyOn(Date, "now").mockImplementation(() => now + 61_000);
}

test("what was written is read again, at once and later", async () => {
  const seal = sealIn(await written());
  expect(await read(seal)).toEqual(visitor);
  aMinuteLater();
  expect(await read(seal)).toEqual(visitor);
});

test("what is remembered of a cookie is what is in it", async () => {
  const scores = Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [`persona_${index}`, index / 10]),
  );
  const seal = sealIn(await written({ ...visitor, scores }));
  const remembered = await read(seal);
  aMinuteLater();
  expect(await read(seal)).toEqual(remembered);
});

test("the cookie is out of reach of scripts and of other sites' forms, and Secure on https", async () => {
  const line = await written();
  expect(line).toMatch(/^bevgenie_session=/);
  expect(line).toMatch(/; HttpOnly/i);
  expect(line).toMatch(/; SameSite=Lax/i);
  expect(line).toMatch(/; Path=\//i);
  expect(line).not.toMatch(/; Secure/i);
  expect(await written(visitor, { headers: { "x-forwarded-proto": "https" } })).toMatch(/; Secure/i);
});

test("nothing in it can be read without the secret", async () => {
  expect(await written()).not.toMatch(/distributor|a0eebc99|visitorId/);
});

describe("a cookie that is not to be believed is no cookie", () => {
  const sealed = (data: unknown, secret = password, ttl = 60) => sealData(data, { password: secret, ttl });

  test("one changed at any place", async () => {
    const good = sealIn(await written());
    const property = fc.asyncProperty(
      fc.nat(good.length - 3),
      fc.constantFrom("A", "0", "*", "%", "~"),
      async (at, character) => {
        const bad = good.slice(0, at) + character + good.slice(at + 1);
        const found = await read(bad);
        // Either it is refused, or nothing of it was changed.
        if (found) expect(found).toEqual(visitor);
        if (found) expect(bad.slice(0, bad.indexOf("~"))).toBe(good.slice(0, good.indexOf("~")));
      },
    );
    await fc.assert(property, { seed: 20261121, numRuns: 100 });
  });

  test("one cut at any place", async () => {
    const good = sealIn(await written());
    const lengths = Array.from({ length: 24 }, (_, index) => Math.floor((index * (good.length - 3)) / 24));
    const found = await Promise.all(lengths.map((length) => read(good.slice(0, length))));
    expect(found.every((one) => one === undefined)).toBe(true);
  });

  test("one of any text at all", async () => {
    const property = fc.asyncProperty(fc.string({ maxLength: 300 }), async (text) => {
      expect(await read(encodeURIComponent(text))).toBeUndefined();
      expect(await read(text.replace(/[^\x20-\x7e]/g, ""))).toBeUndefined();
    });
    await fc.assert(property, { seed: 20261121, numRuns: 60 });
  });

  test("one of 100 kilobytes", async () => {
    expect(await read("A".repeat(100_000))).toBeUndefined();
    expect(await read(`Fe26.2**${"a*".repeat(40_000)}`)).toBeUndefined();
  });

  test("one sealed with another installation's secret", async () => {
    expect(await read(await sealed(visitor, "the secret of another installation"))).toBeUndefined();
  });

  test("one that has run out", async () => {
    expect(await read(await sealed(visitor, password, -3600))).toBeUndefined();
  });

  test.each([
    ["an earlier format", { personaScores: { distributor: 1 }, history: ["hello"] }],
    ["an operator's session", { sessionId: visitor.visitorId }],
    ["ids that are none", { ...visitor, visitorId: "1; drop table visitors" }],
    ["a version that is none", { ...visitor, version: "3" }],
    ["nothing", {}],
    ["a list", [visitor]],
    ["null", null],
  ])("one that holds %s", async (_what, data) => {
    expect(await read(await sealed(data))).toBeUndefined();
  });

  test("but scores of another format cost only the scores", async () => {
    expect(await read(await sealed({ ...visitor, scores: "none" }))).toEqual({ ...visitor, scores: {} });
  });

  test("one under the name of another workspace", async () => {
    const other = pairOf(await written(visitor, { workspaceSlug: "acme" }));
    expect(other).toMatch(/^bevgenie_session_acme=/);
    expect(await readVisitor(withCookie(other), slug)).toBeUndefined();
    expect(await readVisitor(withCookie(other), "acme")).toEqual(visitor);
  });

  test("one among headers that are no cookies", async () => {
    for (const cookie of [
      "bevgenie_session",
      "=;=;;",
      "bevgenie_session=%E0%A4%A",
      `${"a=b; ".repeat(2_000)}x`,
    ]) {
      expect(await readVisitor(withCookie(cookie), slug)).toBeUndefined();
    }
  });
});

test("the cookie stays under 1 KiB with many personas of long names", async () => {
  const scores = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [
      `p${String(index).padStart(2, "0")}${"_long".repeat(12)}`,
      (index + 1) / 1000,
    ]),
  );
  const line = await written({ ...visitor, version: 2 ** 31 - 1, scores });
  aMinuteLater();
  expect(Buffer.byteLength(pairOf(line))).toBeLessThan(1024);
  const found = await read(sealIn(line));
  expect(found?.visitorId).toBe(visitor.visitorId);
  // What is kept is what says most.
  expect(Object.values(found?.scores ?? {})[0]).toBe(0.02);
});

test("taking the cookie away makes the browser forget it", async () => {
  const headers = new Headers();
  await clearVisitor(withCookie(pairOf(await written())), headers, slug);
  const [line] = headers.getSetCookie();
  expect(line).toMatch(/^bevgenie_session=;.*Max-Age=0/i);
});

describe("an operator's session", () => {
  test("is read again, and is no visitor's", async () => {
    const headers = new Headers();
    await writeOperatorSession(withCookie(""), headers, visitor.visitorId);
    const pair = pairOf(String(headers.getSetCookie()[0]));
    expect(await readOperatorSessionId(withCookie(pair))).toBe(visitor.visitorId);
    expect(
      await readVisitor(withCookie(pair.replace("bevgenie_operator", "bevgenie_session")), slug),
    ).toBeUndefined();
  });

  test("cannot be made from a visitor's", async () => {
    const pair = pairOf(await written()).replace("bevgenie_session", "bevgenie_operator");
    expect(await readOperatorSessionId(withCookie(pair))).toBeUndefined();
  });
});
