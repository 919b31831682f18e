/** Whole turns on a real database, with a model over HTTP: who is given an answer again, and who is not. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { ChatEvent } from "../../../lib/ai/chat-event.ts";
import { processChat } from "../../../lib/ai/orchestrator.ts";
import type { TurnVisitor } from "../../../lib/ai/running-turns.ts";
import type { TurnRequest } from "../../../lib/ai/turn.ts";
import type { TurnDeps } from "../../../lib/ai/turn-deps.ts";
import { ingestDocument } from "../../../lib/knowledge/ingest-document.ts";
import { openaiText } from "../../../lib/models/openai.ts";
import { withFallback } from "../../../lib/models/with-fallback.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { type MockProvider, startMockProvider } from "../../support/mock-provider.ts";
import { runStatements } from "../../support/postgrest.ts";
import { routedTo, signal, turnDepsOn } from "../../support/turns.ts";
import { openaiAnswer, openaiDelta } from "../models/recorded-wire.ts";

let database: TestDatabase;
let mock: MockProvider;
let deps: TurnDeps;

const remembering = ({ workspace }: TurnDeps) => ({
  ...workspace,
  config: { ...workspace.config, answerCacheMinutes: 60 },
});

const modelNamed = (model: string) =>
  withFallback([openaiText({ apiKey: "sk-test", baseUrl: `${mock.url}/v1`, model })]);

const routes = "Route planning gives each truck a sequence of stops for the day.";
const rollout = "A rollout takes six weeks for one warehouse with its drivers.";

async function learn(title: string, sentence: string): Promise<string> {
  const document = { title, text: `# ${title}\n\n${sentence}`, tags: [], sample: false };
  const { id } = await ingestDocument({ workspaceId: deps.workspace.id, document, sourceKey: title }, deps);
  return id;
}

beforeAll(async () => {
  [database, mock] = await Promise.all([startTestDatabase(), startMockProvider()]);
  ({ deps } = await turnDepsOn(database.call));
  deps = {
    ...deps,
    workspace: remembering(deps),
    chatModel: modelNamed("gpt-4o"),
  };
});
afterAll(async () => {
  await mock.close();
  await database.close();
});
beforeEach(async () => {
  mock.forget();
  await database.call("clear_cached_answers", { p_workspace: deps.workspace.id, p_person: null });
  await learn("Routes", routes);
  await learn("Rollout", rollout);
});

type Asked = {
  events: ChatEvent[];
  visitor: TurnVisitor | undefined;
  cached: boolean | undefined;
  said: string;
};

async function ask(
  message: string,
  changes: Partial<TurnRequest> = {},
  world: Partial<TurnDeps> = {},
): Promise<Asked> {
  const turnId = crypto.randomUUID();
  const request: TurnRequest = {
    ...{ turnId, message, mode: "text", visitor: undefined, conversationId: undefined },
    ...{ voiceId: undefined, tier: "basic", ...changes },
  };
  const events: ChatEvent[] = [];
  let visitor: TurnVisitor | undefined;
  const onVisitor = (one: TurnVisitor) => {
    visitor = one;
  };
  const stopping = { signal: new AbortController().signal, onVisitor };
  for await (const event of processChat(request, { ...deps, ...world }, stopping)) events.push(event);
  const meta = events.find((event) => "meta" in event);
  const said = events.map((event) => ("content" in event ? event.content : "")).join("");
  return { events, visitor, said, cached: meta && "meta" in meta ? meta.meta.cached : undefined };
}

const question = "What does route planning give each truck?";
const answer = "Route planning gives each truck a sequence of stops [1].";

/** A model's answer to a question, kept. */
async function answered(
  message = question,
  text = answer,
  changes: Partial<TurnRequest> = {},
): Promise<Asked> {
  mock.answer({ chunks: openaiAnswer([text]) });
  const first = await ask(message, changes);
  expect(first.cached).toBe(false);
  mock.answer({ chunks: openaiAnswer(["A fresh answer."]) });
  return first;
}

describe("the same question again", () => {
  test("is answered without a model, as an answer is, at no cost", async () => {
    const first = await answered();
    const requests = mock.requests.length;
    const again = await ask(question);
    expect(again.cached).toBe(true);
    expect(mock.requests).toHaveLength(requests);
    expect(again.said).toBe(answer);
    const keys = again.events.map((event) => Object.keys(event)[0]);
    expect(keys.filter((key, at) => key !== keys[at - 1])).toEqual(
      first.events.map((event) => Object.keys(event)[0]).filter((key, at, all) => key !== all[at - 1]),
    );
    expect(keys.filter((key) => key === "content").length).toBeGreaterThan(3);
    for (const key of ["sources", "citations", "followUps"]) {
      const of = ({ events }: Asked) => events.find((event) => key in event);
      expect(of(again)).toEqual(of(first));
    }
    expect(again.events.at(-1)).toMatchObject({
      meta: { provider: "openai", tokensUsed: 0, costUSD: 0, energyConsumed: 0, cached: true },
    });
  });

  test("is recorded as a turn of whoever asked it", async () => {
    await answered();
    const again = await ask(question);
    const { turns } = await database.call<{ turns: object[] }>("read_conversation", {
      p_workspace: deps.workspace.id,
      p_visitor: String(again.visitor?.visitorId),
      p_visitor_version: 1,
      p_conversation: String(again.visitor?.conversationId),
    });
    expect(turns).toMatchObject([{ status: "answered", message: question, answer, meta: { cached: true } }]);
  });

  test("is answered while the provider says nothing", async () => {
    await answered();
    mock.answer({ chunks: [], after: "hang" });
    expect((await ask(question)).cached).toBe(true);
  });

  test("in nearly the same words is the same question", async () => {
    await answered();
    expect((await ask("Please, what does route planning give each truck")).cached).toBe(true);
  });

  test.each([
    ["the opposite", "What does route planning not give each truck?"],
    ["another thing", "What does route planning give each driver?"],
  ])("is not %s", async (_, other) => {
    await answered();
    expect((await ask(other)).cached).toBe(false);
  });

  test("is answered anew for whoever wants that, and the new answer is kept", async () => {
    await answered();
    const fresh = await ask(question, { useCache: false });
    expect(fresh).toMatchObject({ cached: false, said: "A fresh answer." });
    expect(await ask(question)).toMatchObject({ cached: true, said: "A fresh answer." });
  });

  test("is answered anew after an hour", async () => {
    await answered();
    const later = "update cached_answers set expires_at = now() - interval '1 second'";
    await runStatements(database.url, [later]);
    expect((await ask(question)).cached).toBe(false);
  });

  test("asked by two at once may be answered twice, and is kept once", async () => {
    mock.answer({ chunks: openaiAnswer([answer]) });
    const both = await Promise.all([ask(question), ask(question)]);
    expect(both.map(({ said }) => said)).toEqual([answer, answer]);
    const clear = { p_workspace: deps.workspace.id, p_person: null };
    expect(await database.call("clear_cached_answers", clear)).toBe(1);
  });
});

describe("an answer is given to nobody", () => {
  const withConfig = (changes: Partial<TurnDeps["workspace"]["config"]>): Partial<TurnDeps> => ({
    workspace: { ...deps.workspace, config: { ...deps.workspace.config, ...changes } },
  });
  const worlds: [string, () => [Partial<TurnRequest>, Partial<TurnDeps>]][] = [
    ["who is spoken to in another voice", () => [{ voiceId: "warm" }, {}]],
    [
      "whom other instructions answer",
      () => [{}, withConfig({ prompt: { about: "Now ours.", guidelines: [] } })],
    ],
    ["whom another model answers", () => [{}, { chatModel: modelNamed("gpt-4o-mini") }]],
    ["of a workspace that keeps no answers", () => [{}, withConfig({ answerCacheMinutes: 0 })]],
    [
      "whom we believe to be somebody else",
      () => [{}, { workspace: { ...deps.workspace, scorePersona: () => [signal("distributor", 0.3)] } }],
    ],
    [
      "who is after something else",
      () => {
        const other = routedTo({});
        return [
          {},
          {
            workspace: {
              ...deps.workspace,
              routeIntent: () => ({ ...other, intent: { ...other.intent, id: "other" } }),
            },
          },
        ];
      },
    ],
    ["who wants a page", () => [{ mode: "generate" as const }, {}]],
  ];
  test.each(worlds)("%s", async (_, world) => {
    await answered();
    const [changes, others] = world();
    expect((await ask(question, changes, others)).cached).toBe(false);
    expect((await ask(question)).cached).toBe(true);
  });

  test("of another workspace", async () => {
    await answered();
    const other = await turnDepsOn(database.call, "other");
    expect((await ask(question, {}, { workspace: remembering(other.deps) })).cached).toBe(false);
  });

  test("whose question leans on what they said before", async () => {
    await answered();
    const before = await ask("We run 20 trucks. Answer in Spanish, please.", { useCache: false });
    expect((await ask(question, { visitor: before.visitor })).cached).toBe(false);
    const plain = await ask("What is a depletion report for suppliers?", { useCache: false });
    expect((await ask(question, { visitor: plain.visitor })).cached).toBe(true);
  });

  test("after the visitor it was made for was erased", async () => {
    const first = await answered();
    await database.call("erase_visitor", {
      p_workspace: deps.workspace.id,
      p_visitor: String(first.visitor?.visitorId),
      p_visitor_version: 1,
    });
    expect((await ask(question)).cached).toBe(false);
  });
});

describe("what is not kept", () => {
  test.each([
    [
      "an answer that ran into its limit",
      { chunks: [openaiDelta({ content: answer }), openaiDelta({}, "length")] },
    ],
    [
      "the knowledge base's own words",
      { status: 500, headers: { "content-type": "application/json" }, chunks: ["{}"] },
    ],
  ])("%s", async (_, script) => {
    mock.answer(script);
    await ask(question);
    mock.answer({ chunks: openaiAnswer(["A fresh answer."]) });
    expect((await ask(question)).cached).toBe(false);
  });

  test("an answer to a message with somebody's own address", async () => {
    const message = "What does route planning give dana@example.com per truck?";
    await answered(message);
    expect((await ask(message)).cached).toBe(false);
  });

  test("an answer within a conversation", async () => {
    const before = await ask("What is a depletion report for suppliers?", { useCache: false });
    await answered(question, answer, { visitor: before.visitor });
    expect((await ask(question)).cached).toBe(false);
  });
});

describe("when the knowledge base changes", () => {
  const other = "How long does a rollout take for one warehouse?";
  const otherAnswer = "A rollout takes six weeks [1].";

  test("just the answers that cite the document are gone", async () => {
    await answered();
    await answered(other, otherAnswer);
    await learn("Rollout", "A rollout takes four weeks for one warehouse with its drivers.");
    expect((await ask(question)).cached).toBe(true);
    expect((await ask(other)).cached).toBe(false);
  });

  test("those that cite a deleted document are gone too", async () => {
    await answered();
    await answered(other, otherAnswer);
    const id = await learn("Rollout", rollout);
    await database.call("delete_document", { p_workspace: deps.workspace.id, p_document: id });
    expect((await ask(question)).cached).toBe(true);
    expect((await ask(other)).cached).toBe(false);
  });

  test("a deleted document's answers are removed, not only passed over", async () => {
    await answered();
    await answered(other, otherAnswer);
    const id = await learn("Rollout", rollout);
    await database.call("delete_document", { p_workspace: deps.workspace.id, p_document: id });
    const clear = { p_workspace: deps.workspace.id, p_person: null };
    expect(await database.call("clear_cached_answers", clear)).toBe(1);
  });

  test.each([
    ["cites nothing", "Let us talk about that."],
    ["owns to not knowing", "I don't know the price of a truck, but it has stops [1]."],
  ])("an answer that %s is gone", async (_, text) => {
    await answered(question, text);
    expect((await ask(question)).cached).toBe(true);
    await learn(`Bees ${text.length}`, "Feed the hives with sugar syrup before winter.");
    mock.answer({ chunks: openaiAnswer(["Now I know."]) });
    expect((await ask(question)).cached).toBe(false);
  });

  test.each([
    ["words", "update passages set content = replace(content, 'sequence', 'series')"],
    ["place", "update passages set content = 'New: ' || content"],
    ["document's state", "update documents set state = 'failed' where title = 'Routes'"],
  ])(
    "an answer whose citation no longer stands is not given, whatever else was forgotten: %s",
    async (_, change) => {
      await answered();
      await runStatements(database.url, [change]);
      expect((await ask(question)).cached).toBe(false);
      await runStatements(database.url, [
        "update documents set state = 'ready'",
        "update documents set content_hash = ''",
      ]);
    },
  );

  test("an answer with characters beyond the basic plane before its words is given", async () => {
    const id = await learn("Emoji", "A 🚚 and a 🍺: horses pull the wagons of the brewery on holidays.");
    const asked = "Which animals pull the wagons of the brewery on holidays?";
    await answered(asked, "Horses pull the wagons of the brewery on holidays [1].");
    expect((await ask(asked)).cached).toBe(true);
    await database.call("delete_document", { p_workspace: deps.workspace.id, p_document: id });
  });

  test("an answer is not given while a new document says more", async () => {
    await answered();
    const id = await learn(
      "What does route planning give each truck",
      `${question} It gives each truck a driver.`,
    );
    expect((await ask(question)).cached).toBe(false);
    await database.call("delete_document", { p_workspace: deps.workspace.id, p_document: id });
  });
});

test("clearing takes everybody's answers, or one person's, and tells how many", async () => {
  const first = await answered();
  await answered("How long does a rollout take for one warehouse?", "Six weeks [1].");
  const clear = (p_person: string | null) =>
    database.call("clear_cached_answers", { p_workspace: deps.workspace.id, p_person });
  expect(await clear("nobody")).toBe(0);
  expect(await clear(String(first.visitor?.visitorId))).toBe(1);
  expect((await ask(question)).cached).toBe(false);
  expect(await clear(null)).toBe(2);
});
