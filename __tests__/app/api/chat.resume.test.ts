/** A turn that is read again: after a lost connection, while it runs and when it has ended. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Browser, startApp, type TestApp } from "../../support/app-request.ts";
import { company } from "../../support/company.ts";
import { type PacedModel, pacedSettings, startPacedModel } from "../../support/paced-model.ts";
import { streamReader } from "../../support/stream-reader.ts";

let app: TestApp;
let model: PacedModel;

beforeAll(async () => {
  model = await startPacedModel();
  app = await startApp({
    workspaces: [company(), { ...company("strict"), offlineAnswers: false }],
    environment: pacedSettings(model),
  });
});
afterAll(async () => {
  await app.close();
  await model.close();
});

const send = (browser: Browser, json: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  browser.ask("/api/chat", {
    method: "POST",
    json: { message: "How long is a rollout?", mode: "text", ...json },
    headers,
  });

const resume = (browser: Browser, turnId: string, lastEventId?: string) =>
  browser.ask(`/api/chat/${turnId}/stream`, {
    headers: lastEventId === undefined ? {} : { "last-event-id": lastEventId },
  });

type Read = ReturnType<typeof streamReader>["frames"];
function turnIdOf(frames: Read): string {
  for (const { data } of frames) {
    if (data !== "[DONE]" && "turn" in data) return (data.turn as { turnId: string }).turnId;
  }
  throw new Error("no frame names the turn");
}

async function answered(browser: Browser, ...words: string[]): Promise<Read> {
  const sending = send(browser);
  const answer = await model.next();
  for (const word of words) {
    answer.say(word);
    await new Promise((done) => setImmediate(done));
  }
  answer.finish();
  return streamReader(await sending).toEnd();
}

test("a reader who comes back while it runs goes on where they were, live", async () => {
  const browser = app.browser();
  const sending = send(browser);
  const answer = await model.next();
  answer.say("Kegs ");
  const first = streamReader(await sending);
  await first.until("Kegs");
  await first.leave();
  const lastId = first.frames.at(-1)?.id;
  answer.say("wait ");
  const response = await resume(browser, turnIdOf(first.frames), lastId);
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  expect(response.headers.get("cache-control")).toContain("no-cache");
  const second = streamReader(response);
  await second.until("wait");
  answer.say("there.");
  answer.finish();
  await second.toEnd();
  expect(first.content() + second.content()).toBe("Kegs wait there.");
  const ids = [...first.frames, ...second.frames].map(({ id }) => id);
  expect(ids).toEqual([...ids.slice(0, -1).map((_, index) => String(index + 1)), undefined]);
  expect(second.frames.at(-1)?.data).toBe("[DONE]");
});

test("an ended turn is given again with the same frames under the same ids, from any of them", async () => {
  const browser = app.browser();
  const frames = await answered(
    browser,
    "A rollout takes ",
    "six weeks [1].",
    "\n\nDrivers need ",
    "two hours [2].",
  );
  expect(frames.filter(({ data }) => data !== "[DONE]" && "content" in data).length).toBeGreaterThan(1);
  expect(app.runtime.running.size).toBe(0);
  const turnId = turnIdOf(frames);
  expect(await streamReader(await resume(browser, turnId)).toEnd()).toEqual(frames);
  for (let after = 1; after < frames.length; after += 1) {
    const rest = await streamReader(await resume(browser, turnId, String(after))).toEnd();
    expect(rest).toEqual(frames.slice(after));
  }
  for (const strange of ["-1", "0", "x", "1e3", "1 OR 1"]) {
    expect(await streamReader(await resume(browser, turnId, strange)).toEnd()).toEqual(frames);
  }
  const beyond = await streamReader(await resume(browser, turnId, "999")).toEnd();
  expect(beyond.map(({ data }) => data)).toEqual(["[DONE]"]);
});

test("a stopped turn is given again as far as it was shown, and says so", async () => {
  const browser = app.browser();
  const sending = send(browser);
  const answer = await model.next();
  answer.say("Shown ");
  const first = streamReader(await sending);
  await first.until("Shown");
  const turnId = turnIdOf(first.frames);
  await browser.ask(`/api/chat/${turnId}/stop`, { method: "POST" });
  await answer.hungUp;
  const frames = await first.toEnd();
  expect(frames.at(-2)?.data).toMatchObject({ meta: { stopped: true } });
  expect(await streamReader(await resume(browser, turnId)).toEnd()).toEqual(frames);
});

test("a turn can be stopped by a reader who came back to it", async () => {
  const browser = app.browser();
  const sending = send(browser);
  const answer = await model.next();
  answer.say("Shown ");
  const first = streamReader(await sending);
  await first.until("Shown");
  await first.leave();
  const second = streamReader(await resume(browser, turnIdOf(first.frames), first.frames.at(-1)?.id));
  const began = performance.now();
  await browser.ask(`/api/chat/${turnIdOf(first.frames)}/stop`, { method: "POST" });
  await answer.hungUp;
  // Left to itself the model would be waited for 15 s.
  expect(performance.now() - began).toBeLessThan(5_000);
  expect((await second.toEnd()).at(-2)?.data).toMatchObject({ meta: { stopped: true } });
});

test("to anybody else there is no such turn, running or ended", async () => {
  const [owner, stranger] = [app.browser(), app.browser()];
  const frames = await answered(owner, "Mine alone.");
  await answered(stranger, "Something else.");
  const sending = send(owner);
  const answer = await model.next();
  answer.say("Running.");
  const running = streamReader(await sending);
  await running.until("Running.");
  for (const turnId of [turnIdOf(frames), turnIdOf(running.frames), crypto.randomUUID(), "not-an-id"]) {
    expect((await resume(stranger, turnId)).status).toBe(404);
    expect((await resume(app.browser(), turnId)).status).toBe(404);
  }
  expect(
    (await owner.ask(`/api/chat/${turnIdOf(frames)}/stream`, { headers: { "x-workspace": "strict" } }))
      .status,
  ).toBe(404);
  answer.finish();
  await running.toEnd();
});
