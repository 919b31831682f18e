/** A conversation that grew too long for its prompt, on a real database and a model over HTTP. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { processChat } from "../../../lib/ai/orchestrator.ts";
import type { TurnVisitor } from "../../../lib/ai/running-turns.ts";
import type { TurnDeps } from "../../../lib/ai/turn-deps.ts";
import { ingestDocument } from "../../../lib/knowledge/ingest-document.ts";
import { openaiText } from "../../../lib/models/openai.ts";
import { countTokens } from "../../../lib/models/tokens.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { type MockProvider, startMockProvider } from "../../support/mock-provider.ts";
import { turnDepsOn } from "../../support/turns.ts";
import { openaiAnswer } from "../models/recorded-wire.ts";

let database: TestDatabase;
let mock: MockProvider;
let deps: TurnDeps;

beforeAll(async () => {
  [database, mock] = await Promise.all([startTestDatabase(), startMockProvider()]);
  ({ deps } = await turnDepsOn(database.call));
  const chatModel = openaiText({ apiKey: "sk-test", baseUrl: `${mock.url}/v1`, model: "gpt-4o" });
  const config = { ...deps.workspace.config, promptTokens: 600 };
  deps = { ...deps, chatModel, workspace: { ...deps.workspace, config } };
  for (const [title, sentence] of [
    ["Deliveries", "Deliveries leave the warehouse early and follow a planned route."],
    ["Routes", "A planned route saves miles on deliveries, measured over four weeks."],
    ["Warehouse", "The warehouse loads deliveries at night, in the order of their stops."],
  ] as const) {
    const document = { title, text: `# ${title}\n\n${sentence.repeat(8)}`, tags: [], sample: false };
    await ingestDocument({ workspaceId: deps.workspace.id, document }, deps);
  }
});
afterAll(async () => {
  await mock.close();
  await database.close();
});

async function ask(message: string, visitor: TurnVisitor | undefined) {
  const turnId = crypto.randomUUID();
  const request = { turnId, message, mode: "text" as const, visitor, conversationId: undefined };
  let now = visitor;
  const sources: { n: number; documentId: string }[] = [];
  const onVisitor = (one: TurnVisitor) => {
    now = one;
  };
  const { signal } = new AbortController();
  for await (const event of processChat({ ...request, voiceId: undefined, tier: "basic" }, deps, {
    signal,
    onVisitor,
  })) {
    if ("sources" in event) sources.push(...event.sources);
  }
  const recorded = await database.call<{ context: Record<string, unknown> }>("read_turn_context", {
    p_workspace: deps.workspace.id,
    p_turn: turnId,
  });
  return { visitor: now, sources, context: recorded.context, turnId };
}

test("what did not fit was not sent, is not offered as a source, and is there for the operator", async () => {
  mock.answer({ chunks: openaiAnswer(["Deliveries leave early [1]. ".repeat(20)]) });
  const first = await ask(`How do deliveries work? ${"We deliver every day. ".repeat(20)}`, undefined);
  const second = await ask("How do deliveries follow a planned route from the warehouse?", first.visitor);
  const { body } = mock.requests.at(-1) ?? {};
  const messages = body?.messages as { role: string; content: string }[];
  const system = messages[0]?.content ?? "";
  const prompt = messages
    .slice(0, -1)
    .reduce((sum, { content }) => sum + countTokens(content, "openai") + 4, 3);
  expect(prompt).toBeLessThanOrEqual(600);

  const quoted = system.match(/<passage n="\d+"/g) ?? [];
  expect(quoted.length).toBeGreaterThan(0);
  expect(second.sources.map(({ n }) => `<passage n="${n}"`)).toEqual(quoted);
  expect(second.context).toMatchObject({
    budget: 600,
    exact: true,
    kept: { passages: quoted.length, turns: (messages.length - 2) / 2 },
  });
  const { leftOut } = second.context as { leftOut: { turns: number; passages: unknown[] } };
  expect(leftOut.turns + leftOut.passages.length).toBeGreaterThan(0);
});

test("an operator of another workspace reads nothing of it", async () => {
  mock.answer({ chunks: openaiAnswer(["Yes."]) });
  const { turnId } = await ask("Do you deliver?", undefined);
  const other = (await turnDepsOn(database.call, "other")).deps;
  const args = { p_workspace: other.workspace.id, p_turn: turnId };
  expect(await database.call("read_turn_context", args)).toBeNull();
});
