import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { loadWorkspace } from "../../lib/wiring.ts";
import { startApp, type TestApp } from "../support/app-request.ts";
import { company } from "../support/company.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
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
