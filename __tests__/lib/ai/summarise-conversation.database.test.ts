import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { closeTurn } from "../../../lib/ai/close-turn.ts";
import { textInstructions } from "../../../lib/ai/prompts.ts";
import { summariseConversation } from "../../../lib/ai/summarise-conversation.ts";
import type { OpenTurn } from "../../../lib/ai/turn.ts";
import type { TurnDeps } from "../../../lib/ai/turn-deps.ts";
import { openaiText } from "../../../lib/models/openai.ts";
import { loadTokenizer } from "../../../lib/models/tokens.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { type MockProvider, startMockProvider } from "../../support/mock-provider.ts";
import { cookieOf, opened, replyOf, routedTurn, turnDepsOn } from "../../support/turns.ts";
import { openaiAnswer } from "../models/recorded-wire.ts";

let database: TestDatabase;
let mock: MockProvider;
let base: TurnDeps;
let withModel: TurnDeps;
/** Asks for a summary that turns made; held here, so that a test decides when they are written. */
let wanted: number;

beforeAll(async () => {
  await loadTokenizer();
  [database, mock] = await Promise.all([startTestDatabase(), startMockProvider()]);
  const { deps } = await turnDepsOn(database.call);
  base = {
    ...deps,
    call: (name, args) => {
      if (name !== "claim_summary") return database.call(name, args);
      wanted += 1;
      return Promise.resolve(null as never);
    },
  };
  const economyModel = openaiText({ apiKey: "sk-test", baseUrl: `${mock.url}/v1`, model: "gpt-4o-mini" });
  withModel = { ...deps, economyModel };
});
afterAll(async () => {
  await mock.close();
  await database.close();
});
beforeEach(() => {
  wanted = 0;
  mock.forget();
});

async function talk(messages: string[], before?: OpenTurn): Promise<OpenTurn> {
  let open = before;
  for (const message of messages) {
    open = await opened(routedTurn({ message, visitor: open && cookieOf(open) }), base);
    await closeTurn(open, replyOf(`Answer to ${message}`), base);
  }
  if (!open) throw new Error("nothing was said");
  return open;
}
const next = (open: OpenTurn) => opened(routedTurn({ visitor: cookieOf(open), message: "Next?" }), base);
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `We have ${from + index} trucks.`);

describe("a conversation that a prompt no longer quotes whole", () => {
  test("asks for a summary when the first turn falls out, not before", async () => {
    const open = await talk(numbered(1, 5));
    expect(wanted).toBe(0);
    await talk(numbered(6, 6), open);
    expect(wanted).toBe(1);
  });

  test("is summarised by the economy model, and the next turn has the summary before the turns it quotes", async () => {
    const open = await talk(["Our ERP is NetSuite.", ...numbered(2, 6)]);
    mock.answer({ chunks: openaiAnswer(["- Visitor: ERP is NetSuite; 2 and 3 trucks."]) });
    expect(await summariseConversation(open, withModel)).toBe(true);
    const [{ body } = { body: {} }] = mock.requests;
    expect(body).toMatchObject({ model: "gpt-4o-mini", temperature: 0 });
    const said = JSON.stringify(body);
    expect(said).toContain("Our ERP is NetSuite.");
    expect(said).toContain("We have 3 trucks.");
    expect(said).not.toContain("We have 4 trucks.");

    const after = await next(open);
    expect(after.summary).toBe("- Visitor: ERP is NetSuite; 2 and 3 trucks.");
    expect(after.history[0]?.content).toBe("We have 2 trucks.");
    expect(textInstructions(after, withModel)).toContain(
      "<earlier>\n- Visitor: ERP is NetSuite; 2 and 3 trucks.\n</earlier>",
    );
  });

  test("is summarised once a stretch, however many ask at once, and then on from there", async () => {
    const open = await talk(numbered(1, 6));
    mock.answer({ chunks: openaiAnswer(["- Visitor: 1, 2 and 3 trucks."]) });
    const stored = await Promise.all(
      Array.from({ length: 10 }, () => summariseConversation(open, withModel)),
    );
    expect(stored.filter(Boolean)).toHaveLength(1);
    expect(mock.requests).toHaveLength(1);

    await talk(numbered(7, 8), open);
    expect(await summariseConversation(open, withModel)).toBe(false);
    expect(mock.requests).toHaveLength(1);
    await talk(numbered(9, 9), open);
    mock.answer({ chunks: openaiAnswer(["- Visitor: 1 to 6 trucks."]) });
    expect(await summariseConversation(open, withModel)).toBe(true);
    const second = JSON.stringify(mock.requests[1]?.body);
    expect(second).toContain("- Visitor: 1, 2 and 3 trucks.");
    expect(second).toContain("We have 4 trucks.");
    expect(second).not.toContain("We have 3 trucks.");
  });

  test("keeps the visitor's figures and names that the model forgot", async () => {
    const open = await talk(["We run 20 trucks in Reno.", "The budget is $40,000.", ...numbered(3, 6)]);
    mock.answer({ chunks: openaiAnswer(["- Visitor: has a small fleet, 3 trucks."]) });
    await summariseConversation(open, withModel);
    const { summary } = await next(open);
    expect(summary).toContain("has a small fleet");
    expect(summary).toContain("- Visitor: We run 20 trucks in Reno.");
    expect(summary).toContain("- Visitor: The budget is $40,000.");
  });

  test.each([
    ["without a model", () => ({ ...withModel, economyModel: null }), 0],
    ["when the model fails", () => withModel, 1],
    [
      "of a workspace whose prompts stay at home",
      () => ({
        ...withModel,
        workspace: { ...withModel.workspace, config: { ...withModel.workspace.config, localOnly: true } },
      }),
      0,
    ],
  ])("keeps the facts in the visitor's words %s", async (_, deps, requests) => {
    mock.answer({ status: 500, headers: { "content-type": "application/json" }, chunks: ["{}"] });
    const open = await talk(["We run 20 trucks in Reno. What is a route?", ...numbered(2, 6)]);
    expect(await summariseConversation(open, deps())).toBe(true);
    expect(mock.requests).toHaveLength(requests);
    const { summary } = await next(open);
    expect(summary).toContain("- Visitor: We run 20 trucks in Reno.");
    expect(summary).not.toContain("What is a route");
  });

  test("of 126,000 tokens keeps what was said at its beginning, within the summary's room", async () => {
    const long = "We talk about beer and nothing else that matters here, at length. ".repeat(55);
    const first = await talk(["Call me Dana. The budget is $40,000 and it must be live by 1 March 2027."]);
    const open = await talk(
      Array.from({ length: 35 }, (_, index) => `${index}? ${long}`.slice(0, 4000)),
      first,
    );
    await summariseConversation(open, { ...withModel, economyModel: null });
    const { summary } = await next(open);
    for (const fact of ["Dana", "$40,000", "1 March 2027"]) expect(summary).toContain(fact);
    expect(summary?.length).toBeLessThan(2_000);
  });
});

test("a claim of somebody who is gone is made again", async () => {
  const open = await talk(numbered(1, 6));
  const owner = { p_workspace: base.workspace.id, p_conversation: open.conversationId };
  const claim = () => database.call("claim_summary", { ...owner, p_quoted: 5, p_stretch: 3 });
  expect(await claim()).toMatchObject({ turns: expect.any(Array) });
  expect(await claim()).toBeNull();
  const { runStatements } = await import("../../support/postgrest.ts");
  await runStatements(database.url, [
    "update conversations set summary_claimed_at = now() - interval '3 minutes' where summary_claimed_at is not null",
  ]);
  expect(await claim()).toMatchObject({ turns: expect.any(Array) });
});
