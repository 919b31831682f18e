import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openSharedConversation } from "../../lib/shared-conversation.ts";
import { startApp, type TestApp } from "../support/app-request.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

test("who has the link reads what was said, not what it cost nor what its visitor thought of it", async () => {
  const visitor = app.browser();
  const json = { message: "How does route planning work?", mode: "text" };
  const stream = await (await visitor.ask("/api/chat", { method: "POST", json })).text();
  const turn = /"turnId":"([^"]+)","conversationId":"([^"]+)"/.exec(stream);
  await visitor.ask("/api/feedback", { method: "POST", json: { turnId: turn?.[1], rating: -1 } });
  const shared = await visitor.ask(`/api/conversations/${turn?.[2]}/share`, { method: "POST" });
  const { url } = (await shared.json()) as { url: string };

  const opened = await openSharedConversation(url.slice("/c/".length));
  expect(opened?.messages.map(({ role }) => role)).toEqual(["user", "assistant"]);
  expect(opened?.messages[1]?.content).toContain("sequence of stops");
  expect(JSON.stringify(opened?.messages)).not.toMatch(/"(?:meta|costUSD|rating|intent)"/);
});
