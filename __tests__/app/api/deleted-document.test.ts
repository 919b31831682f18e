/** A document that is gone is gone from everything, also from what a process keeps in memory. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { loadWorkspace, turnDeps } from "../../../lib/wiring.ts";
import {
  type Browser,
  contentOf,
  type Frame,
  frameOf,
  readFrames,
  startApp,
  type TestApp,
} from "../../support/app-request.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const question = "How long does a rollout take?";

async function ask(browser: Browser): Promise<(Frame | "[DONE]")[]> {
  const json = { message: question, mode: "text" };
  return readFrames(await browser.ask("/api/chat", { method: "POST", json }));
}

test("a document deleted by another process is in no answer any more: not from memory, nor as a version", async () => {
  const { id } = await loadWorkspace("bevgenie");
  const documents = await app.call<{ id: string; title: string }[]>("list_documents", { p_workspace: id });
  const rollout = documents.find(({ title }) => title === "Rollout");
  const ids = { p_workspace: id, p_document: rollout?.id ?? "" };
  const { knowledge } = await turnDeps("bevgenie");
  await knowledge.refresh(id);
  const before = knowledge.current(id);
  expect(before).toBeDefined();
  const cited = await ask(app.browser());
  expect(contentOf(cited)).toMatch(/six weeks/);

  // Past the application, as another instance would: nothing here is told of it.
  expect(await app.call("delete_document", ids)).toBe(true);
  expect(knowledge.current(id)).toBe(before);
  const after = await ask(app.browser());
  expect(contentOf(after)).not.toMatch(/six weeks/);
  const sources = frameOf<{ documentId: string }[]>(after, "sources");
  expect(sources.map(({ documentId }) => documentId)).not.toContain(rollout?.id);
  expect((await app.browser().ask(`/api/documents/${rollout?.id}`)).status).toBe(404);
  expect(await app.call("list_document_versions", ids)).toBeNull();
});
