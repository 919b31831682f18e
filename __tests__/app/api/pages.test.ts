import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { closeTurn } from "../../../lib/ai/close-turn.ts";
import type { BevGeniePage } from "../../../lib/pages/page-spec.ts";
import { writeVisitor } from "../../../lib/session.ts";
import { spendNewPassword, spendTry } from "../../../lib/sign-in-limit.ts";
import { type Ask, type Browser, startApp, type TestApp } from "../../support/app-request.ts";
import { cookieOf, opened, replyOf, routedTurn, turnDepsOn } from "../../support/turns.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const page: BevGeniePage = {
  type: "solution_overview",
  title: "One page",
  summary: "A page.",
  audience: "Whoever asks.",
  sections: [{ type: "hero", headline: "Hello", subline: "A page." }] as unknown as BevGeniePage["sections"],
  sources: [],
};

/** A visitor with a page of their own. */
async function ownerOfPage(): Promise<{ browser: Browser; id: string; path: string }> {
  const { deps } = await turnDepsOn(app.call);
  const id = crypto.randomUUID();
  const open = await opened(routedTurn({ mode: "generate" }), deps);
  await closeTurn(open, replyOf("One page. A page.", { page: { id, spec: page } }), deps);
  const headers = new Headers();
  const visitor = { ...cookieOf(open), scores: {} };
  await writeVisitor(new Request("http://shop.example/"), headers, { workspaceSlug: "bevgenie", visitor });
  const browser = app.browser();
  const [pair = ""] = String(headers.getSetCookie()[0]).split(";");
  browser.cookies.set("bevgenie_session", pair.slice(pair.indexOf("=") + 1));
  return { browser, id, path: `/api/pages/${id}` };
}

async function json(
  browser: Browser,
  path: string,
  ask?: Ask,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await browser.ask(path, ask);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const patch = (change: unknown): Ask => ({ method: "PATCH", json: change });

test("a page is its owner's, with its address and how its link behaves", async () => {
  const { browser, id, path } = await ownerOfPage();
  expect((await json(browser, path)).body).toMatchObject({
    pageId: id,
    url: `/p/${id}`,
    version: 1,
    page,
    expiresAt: null,
    withdrawn: false,
    hasPassword: false,
  });
});

describe("its link", () => {
  test("expires, is withdrawn and comes back, one thing at a time", async () => {
    const { browser, id, path } = await ownerOfPage();
    const linked = async () => (await app.call<{ gone: boolean }>("read_linked_page", { p_page: id })).gone;
    expect((await json(browser, path, patch({ expiresAt: "2020-01-01T00:00:00Z" }))).status).toBe(200);
    expect(await linked()).toBe(true);
    expect(
      (await json(browser, path, patch({ expiresAt: "2099-01-01T00:00:00+14:00" }))).body.withdrawn,
    ).toBe(false);
    expect(await linked()).toBe(false);
    await browser.ask(path, patch({ withdrawn: true }));
    expect(await linked()).toBe(true);
    const { body } = await json(browser, path, patch({ withdrawn: false }));
    expect(new Date(String(body.expiresAt))).toEqual(new Date("2098-12-31T10:00:00Z"));
    expect((await json(browser, path, patch({ expiresAt: null }))).body.expiresAt).toBeNull();
  });

  test.each([
    "0000-01-01T00:00:00Z",
    "2030-01-01T00:00:00+23:59",
    "2030-01-01T00:00:00-23:00",
    "9999-12-31T23:59:59-12:00",
    "2030-02-30T00:00:00Z",
    "tomorrow",
    "",
  ])("with the expiry %j is set or refused, never a crash", async (expiresAt) => {
    const { browser, path } = await ownerOfPage();
    const { status, body } = await json(browser, path, patch({ expiresAt }));
    if (status === 200) expect(new Date(String(body.expiresAt))).toEqual(new Date(expiresAt));
    else expect([status, (body.error as { field: string }).field]).toEqual([400, "expiresAt"]);
  });

  test("opens with its password, however it is padded, and with no other", async () => {
    const { browser, id, path } = await ownerOfPage();
    expect((await json(browser, path, patch({ password: "  eight or more " }))).body.hasPassword).toBe(true);
    const reader = app.browser();
    const unlock = (password: string) =>
      json(reader, `${path}/unlock`, {
        method: "POST",
        json: { password },
        headers: { "x-client-address": id },
      });
    expect((await unlock("eight or less")).status).toBe(401);
    expect(reader.cookies.size).toBe(0);
    expect((await unlock("  eight or more ")).status).toBe(200);
    expect([...reader.cookies.keys()]).toEqual([`bevgenie_page_${id}`]);
    expect((await json(browser, path, patch({ password: null }))).body.hasPassword).toBe(false);
    expect((await unlock("eight or more")).status).toBe(404);
  });

  test("that was withdrawn says so to who has the password", async () => {
    const { browser, id, path } = await ownerOfPage();
    await browser.ask(path, patch({ password: "eight or more", withdrawn: true }));
    const ask = { method: "POST", json: { password: "eight or more" }, headers: { "x-client-address": id } };
    expect((await json(app.browser(), `${path}/unlock`, ask)).body.error).toMatchObject({ code: "gone" });
  });

  test("cannot be opened by trying: after five tries in a minute even the right password waits", async () => {
    const { browser, path, id } = await ownerOfPage();
    await browser.ask(path, patch({ password: "eight or more" }));
    for (let index = 0; index < 5; index += 1) await spendTry(id);
    const unlock = (address: string) => {
      const json = { password: "eight or more" };
      return app
        .browser()
        .ask(`${path}/unlock`, { method: "POST", json, headers: { "x-client-address": address } });
    };
    const response = await unlock(id);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await unlock(`not ${id}`)).status).toBe(200);
  });
});

test("a visitor who sets one password after the other does not hold up everybody who signs in", async () => {
  const { browser, path, id } = await ownerOfPage();
  const headers = { "x-client-address": `page ${id}` };
  const set = async (n: number) =>
    (await browser.ask(path, { ...patch({ password: `password ${n}` }), headers })).status;
  // Counted before any of them is stored.
  for (let n = 0; n < 5; n += 1) await spendNewPassword(headers["x-client-address"]);
  expect(await set(6)).toBe(429);
  const taken = await browser.ask(path, { ...patch({ password: null }), headers });
  expect(taken.status).toBe(200);
});

describe("its versions", () => {
  test("are listed newest first, and an old one can be made the newest", async () => {
    const { browser, id, path } = await ownerOfPage();
    const visitor = await json(browser, "/api/session");
    await app.call("write_page_version", {
      p_workspace: (await app.call<{ id: string }>("read_workspace", { p_slug: "bevgenie" })).id,
      p_visitor: String(visitor.body.visitorId),
      p_visitor_version: 1,
      p_page: id,
      p_from_version: 1,
      p_spec: { ...page, title: "Second" },
    });
    expect((await json(browser, `${path}/versions`)).body).toMatchObject({
      current: 2,
      versions: [
        { version: 2, title: "Second" },
        { version: 1, title: "One page" },
      ],
    });
    const restored = await json(browser, `${path}/restore`, { method: "POST", json: { version: 1 } });
    expect(restored.body).toMatchObject({ version: 3, page });
    expect((await json(browser, path)).body).toMatchObject({ version: 3, page });
    const missing = await json(browser, `${path}/restore`, { method: "POST", json: { version: 9 } });
    expect(missing.body.error).toMatchObject({ code: "not_found", message: "There is no such version." });
  });

  test("are not kept without end: the first and the newest 99 are", async () => {
    const { browser, id, path } = await ownerOfPage();
    const owner = {
      p_workspace: (await app.call<{ id: string }>("read_workspace", { p_slug: "bevgenie" })).id,
      p_visitor: String((await json(browser, "/api/session")).body.visitorId),
      p_visitor_version: 1,
    };
    for (let version = 1; version <= 101; version += 1) {
      await app.call("write_page_version", { ...owner, p_page: id, p_from_version: version, p_spec: page });
    }
    const { current, versions } = (await json(browser, `${path}/versions`)).body as {
      current: number;
      versions: { version: number }[];
    };
    expect([current, versions.length]).toEqual([102, 100]);
    expect(versions.slice(-2).map(({ version }) => version)).toEqual([4, 1]);
  });

  test("two that change a page at once do not lose one another's version", async () => {
    const { browser, path } = await ownerOfPage();
    const restores = await Promise.all(
      Array.from({ length: 4 }, () =>
        browser.ask(`${path}/restore`, { method: "POST", json: { version: 1 } }),
      ),
    );
    const statuses = restores.map(({ status }) => status);
    expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
    const { body } = await json(browser, path);
    expect(body.version).toBe(1 + statuses.filter((status) => status === 200).length);
  });
});

test.each([
  [{}, undefined],
  [{ colour: "red" }, "colour"],
  [{ password: "short" }, "password"],
  [{ password: "a\u0000bcdefgh" }, "password"],
  [{ withdrawn: "yes" }, "withdrawn"],
  [{ inputs: { trucks: "20" } }, "inputs.trucks"],
  [{ inputs: { no_such_input: 1 } }, "inputs.no_such_input"],
  [{ inputs: { ["__proto__"]: 1 } }, expect.stringContaining("inputs")],
])("a change that is not valid (%j) is refused by its field and changes nothing", async (change, field) => {
  const { browser, path } = await ownerOfPage();
  const { status, body } = await json(browser, path, patch(change));
  expect([status, (body.error as { field?: string }).field]).toEqual([400, field]);
  expect((await json(browser, path)).body).toMatchObject({
    version: 1,
    hasPassword: false,
    withdrawn: false,
  });
});
