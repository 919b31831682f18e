/** Calls that nobody is charged for (embeddings, summaries) are in the ledger too, without a person and without energy. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openaiAnswer } from "../../lib/models/recorded-wire.ts";
import { readFrames, type TestApp } from "../../support/app-request.ts";
import { startLiveApp } from "../../support/live-app.ts";
import type { MockProvider } from "../../support/mock-provider.ts";

let app: TestApp;
let mock: MockProvider;

beforeAll(async () => {
  ({ app, mock } = await startLiveApp({
    environment: {
      NEW_VISITORS_PER_MINUTE_PER_IP: "0",
    },
  }));
});
afterAll(async () => {
  await app.close();
  await mock.close();
});

type Row = { key: string; requests: number; tokens_total: number };
async function usageBy(group: string): Promise<Row[]> {
  const workspace = await app.call<{ id: string }>("read_workspace", { p_slug: "bevgenie" });
  return app.call<Row[]>("read_usage", {
    p_workspace: workspace.id,
    p_from: new Date(Date.now() - 60_000),
    p_to: new Date(Date.now() + 60_000),
    p_group: group,
  });
}

test("a long conversation leaves its embeddings and its summary in the ledger, for nobody", async () => {
  mock.answer({ chunks: openaiAnswer(["Six weeks."]) });
  const browser = app.browser();
  for (let turn = 0; turn < 9; turn += 1) {
    const json = { message: `How long is rollout number ${turn}?`, mode: "text" };
    await readFrames(await browser.ask("/api/chat", { method: "POST", json }));
  }
  const flush = async () => {
    for (const one of app.runtime.flushes) await one();
    return usageBy("action");
  };
  let rows = await flush();
  while (!rows.some(({ key }) => key === "summary")) rows = await flush();
  const keys = rows.map(({ key }) => key).sort();
  expect(keys).toEqual(["ai_chatbot_response", "embedding", "summary"]);
  const nobody = (await usageBy("user")).find(({ key }) => key === "");
  const background = rows.filter(({ key }) => key !== "ai_chatbot_response");
  expect(nobody?.requests).toBe(background.reduce((sum, { requests }) => sum + requests, 0));
});
