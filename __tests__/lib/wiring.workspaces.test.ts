import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { loadPublicWorkspace, loadWorkspace, turnDeps } from "../../lib/wiring.ts";
import { startApp, type TestApp } from "../support/app-request.ts";
import { company } from "../support/company.ts";

let app: TestApp;
beforeAll(async () => {
  // Nobody is asked: the key is there to be kept from being used.
  app = await startApp({ environment: { NEW_VISITORS_PER_MINUTE_PER_IP: "0", OPENAI_API_KEY: "sk-test" } });
});
afterAll(() => app.close());
afterEach(() => {
  jest.useRealTimers();
});

const sixMinutes = 6 * 60 * 1000;

function later(milliseconds: number): void {
  jest.useFakeTimers({ advanceTimers: true, doNotFake: ["setTimeout", "setImmediate", "nextTick"] });
  jest.setSystemTime(Date.now() + milliseconds);
}

test("a workspace that did not change is read again in time, and not compiled again", async () => {
  const before = await loadWorkspace("bevgenie");
  later(sixMinutes);
  app.calls.length = 0;
  const after = await loadWorkspace("bevgenie");
  expect(app.calls).toEqual(["read_workspace"]);
  expect(after.scorePersona).toBe(before.scorePersona);
});

test("a workspace that changed is", async () => {
  const before = await loadWorkspace("bevgenie");
  await app.call("write_workspace", { p_slug: "bevgenie", p_config: { ...company(), name: "New name" } });
  later(2 * sixMinutes);
  const after = await loadWorkspace("bevgenie");
  expect(after.config.name).toBe("New name");
  expect(after.scorePersona).not.toBe(before.scorePersona);
});

test.each(["\0", "a\0b", "UPPER", "", "..", "a".repeat(64), "é"])(
  "%j names no workspace, which needs no database to tell",
  async (slug) => {
    app.calls.length = 0;
    await expect(loadWorkspace(slug)).rejects.toMatchObject({ code: "not_found" });
    expect(app.calls).toEqual([]);
  },
);

test("a workspace that is local only, with no model of its own, says that it answers offline", async () => {
  expect((await loadPublicWorkspace("bevgenie")).offline).toBe(false);
  expect((await turnDeps("bevgenie")).embedder.model).toBe("text-embedding-3-small");
  await app.call("write_workspace", { p_slug: "bevgenie", p_config: { ...company(), localOnly: true } });
  later(4 * sixMinutes);
  expect((await loadWorkspace("bevgenie")).config.localOnly).toBe(true);
  expect((await loadPublicWorkspace("bevgenie")).offline).toBe(true);
  const { chatModel, pageModel, embedder } = await turnDeps("bevgenie");
  expect([chatModel, pageModel, embedder.model]).toEqual([null, null, "local-v2"]);
});
