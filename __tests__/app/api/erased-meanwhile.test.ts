/** What is erased or deleted while an answer is being written. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { loadWorkspace } from "../../../lib/wiring.ts";
import { type Browser, startApp, type TestApp } from "../../support/app-request.ts";
import { company } from "../../support/company.ts";
import { type PacedModel, pacedSettings, startPacedModel } from "../../support/paced-model.ts";

let app: TestApp;
let model: PacedModel;
let p_workspace: string;
beforeAll(async () => {
  model = await startPacedModel();
  const workspaces = [{ ...company(), answerCacheMinutes: 60 }];
  app = await startApp({ workspaces, environment: pacedSettings(model) });
  p_workspace = (await loadWorkspace("bevgenie")).id;
});
afterAll(async () => {
  await app.close();
  await model.close();
});

const send = (browser: Browser, message: string) =>
  browser.ask("/api/chat", { method: "POST", json: { message, mode: "text" } });

async function finishNext(words: string): Promise<void> {
  const answer = await model.next();
  answer.say(words);
  answer.finish();
}

async function visitor(): Promise<Browser> {
  const browser = app.browser();
  const sending = send(browser, "Good morning.");
  await finishNext("Good morning.");
  await (await sending).text();
  return browser;
}

const usage = async () =>
  app.call<{ key: string | null }[]>("read_usage", {
    ...{ p_workspace, p_from: new Date(Date.now() - 60_000), p_to: new Date(Date.now() + 60_000) },
    p_group: "user",
  });

test("a visitor who erases all takes the turn that runs and the message that waits with it", async () => {
  const browser = await visitor();
  const { visitorId } = (await (await browser.ask("/api/session")).json()) as { visitorId: string };
  expect((await usage()).map(({ key }) => key)).toContain(visitorId);
  const running = send(browser, "How long is a rollout?");
  const answer = await model.next();
  answer.say("A rollout");
  const waiting = send(browser, "And who drives?");
  while (app.runtime.queue.stats().waiting === 0) await new Promise((done) => setTimeout(done, 5));
  app.calls.length = 0;
  await browser.ask("/api/session", { method: "DELETE" });
  await answer.hungUp;
  expect((await waiting).status).toBe(409);
  await (await running).text();
  await Promise.all([...app.runtime.running.values()].map((turn) => turn.finished));
  expect(app.calls.filter((name) => name === "open_turn")).toEqual([]);
  expect((await usage()).map(({ key }) => key)).not.toContain(visitorId);
  const left = { p_before: new Date(Date.now() + 60_000) };
  expect(await app.call("release_reservations", left)).toEqual({ released: 0 });
});

test("an answer that cites a document deleted meanwhile is not kept for anybody else", async () => {
  const documents = await app.call<{ id: string; title: string }[]>("list_documents", { p_workspace });
  const rollout = documents.find(({ title }) => title === "Rollout");
  const kept = async (meanwhile: () => Promise<unknown>): Promise<number> => {
    await app.call("clear_cached_answers", { p_workspace, p_person: null });
    const sending = send(app.browser(), "How long is a rollout?");
    const answer = await model.next();
    answer.say("A rollout takes six weeks for one warehouse [1].");
    await meanwhile();
    answer.finish();
    await (await sending).text();
    await Promise.all([...app.runtime.running.values()].map((turn) => turn.finished));
    return app.call("clear_cached_answers", { p_workspace, p_person: null });
  };
  expect(await kept(async () => undefined)).toBe(1);
  const ids = { p_workspace, p_document: rollout?.id ?? "" };
  expect(await kept(() => app.call("delete_document", ids))).toBe(0);
});
