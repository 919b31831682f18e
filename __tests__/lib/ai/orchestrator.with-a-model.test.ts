/** A whole turn on a real database, its model answering over HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { ChatEvent } from "../../../lib/ai/chat-event.ts";
import { processChat } from "../../../lib/ai/orchestrator.ts";
import { TurnStopped, type TurnVisitor } from "../../../lib/ai/running-turns.ts";
import type { TurnRequest } from "../../../lib/ai/turn.ts";
import type { TurnDeps } from "../../../lib/ai/turn-deps.ts";
import type { StoredTurn } from "../../../lib/conversation-messages.ts";
import { openaiText } from "../../../lib/models/openai.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { type MockProvider, startMockProvider } from "../../support/mock-provider.ts";
import { routedTo, signal, turnDepsOn, turnRequest } from "../../support/turns.ts";
import { openaiAnswer, openaiDelta } from "../models/recorded-wire.ts";

let database: TestDatabase;
let mock: MockProvider;
let base: TurnDeps;
let calls: string[];

beforeAll(async () => {
  [database, mock] = await Promise.all([startTestDatabase(), startMockProvider()]);
  const { deps } = await turnDepsOn(database.call);
  base = {
    ...deps,
    chatModel: openaiText({ apiKey: "sk-test-key", baseUrl: `${mock.url}/v1`, model: "gpt-4o" }),
    call: (name, args) => {
      calls.push(name);
      return database.call(name, args);
    },
  };
});
afterAll(async () => {
  await mock.close();
  await database.close();
});
beforeEach(() => {
  calls = [];
  mock.forget();
});

type Played = {
  request: TurnRequest;
  events: ChatEvent[];
  thrown: unknown;
  visitor: TurnVisitor | undefined;
  /** What had been called when the first content came. */
  callsBeforeContent: string[];
};

/** Runs a turn to its end; `onContent` sees each content as it comes. */
async function play(
  changes: Partial<TurnRequest> = {},
  {
    deps = base,
    controller = new AbortController(),
    onContent = () => undefined,
  }: {
    deps?: TurnDeps;
    controller?: AbortController;
    onContent?: (content: string) => void;
  } = {},
): Promise<Played> {
  const request = turnRequest(changes);
  const played: Played = {
    request,
    events: [],
    thrown: undefined,
    visitor: undefined,
    callsBeforeContent: [],
  };
  const onVisitor = (visitor: TurnVisitor) => {
    played.visitor = visitor;
  };
  try {
    for await (const event of processChat(request, deps, { signal: controller.signal, onVisitor })) {
      const isFirst = "content" in event && !played.events.some((one) => "content" in one);
      if (isFirst) played.callsBeforeContent = [...calls];
      played.events.push(event);
      if ("content" in event) onContent(event.content);
    }
  } catch (error) {
    played.thrown = error;
  }
  return played;
}

async function storedTurn({ visitor, request }: Played): Promise<StoredTurn | undefined> {
  const { turns } = await database.call<{ turns: StoredTurn[] }>("read_conversation", {
    p_workspace: base.workspace.id,
    p_visitor: String(visitor?.visitorId),
    p_visitor_version: 1,
    p_conversation: String(visitor?.conversationId),
  });
  return turns.find(({ id }) => id === request.turnId);
}

const said = ({ events }: Played) =>
  events.map((event) => ("content" in event ? event.content : "")).join("");
const keys = ({ events }: Played) => {
  const all = events.map((event) => Object.keys(event)[0]);
  return all.filter((key, index) => key !== all[index - 1]);
};
function metaOf({ events }: Played) {
  const found = events.find((event) => "meta" in event);
  return found && "meta" in found ? found.meta : undefined;
}

describe("a turn", () => {
  test("yields in the contract's order, and what was said is what is stored", async () => {
    mock.answer({ chunks: openaiAnswer(["Trucks ", "leave ", "early."]) });
    const played = await play();
    expect(keys(played)).toEqual(["turn", "sources", "content", "citations", "followUps", "meta"]);
    expect(said(played)).toBe("Trucks leave early.");
    expect(await storedTurn(played)).toMatchObject({
      status: "answered",
      answer: "Trucks leave early.",
      meta: metaOf(played),
      error: null,
    });
  });

  test("calls the database once before its first content and once after its last", async () => {
    mock.answer({ chunks: openaiAnswer(["a", "b"]) });
    const played = await play();
    expect(played.callsBeforeContent).toEqual(["open_turn"]);
    expect(calls).toEqual(["open_turn", "close_turn"]);
  });

  test("tells the model what was said before, in order, and asks as the seeds do", async () => {
    mock.answer({ chunks: openaiAnswer(["First answer."]) });
    const first = await play({ message: "First question" });
    mock.answer({ chunks: openaiAnswer(["Second answer."]) });
    await play({ message: "Second question", visitor: first.visitor });
    expect(mock.requests[1]?.body).toMatchObject({
      temperature: 0.7,
      max_tokens: 300,
      messages: [
        { role: "system", content: expect.stringContaining("You speak for Example Routes.") },
        { role: "user", content: "First question" },
        { role: "assistant", content: "First answer." },
        { role: "user", content: "Second question" },
      ],
    });
  });

  test("asks as its workspace says, for an answer and for a page", async () => {
    const actions = {
      ...base.workspace.config.actions,
      ai_chatbot_response: { strong: 10, economy: 3, temperature: 0.2, maxTokens: 123 },
      ai_page: { strong: 30, economy: 10, temperature: 0.1, maxTokens: 2_345 },
    };
    const workspace = { ...base.workspace, config: { ...base.workspace.config, actions } };
    const deps = { ...base, workspace, pageModel: base.chatModel };
    mock.answer({ chunks: openaiAnswer(["Yes."]) });
    await play({}, { deps });
    mock.answer({ chunks: openaiAnswer(["not a page"]) }, { chunks: openaiAnswer(["nor this"]) });
    await play({ mode: "generate" }, { deps });
    expect(mock.requests[0]?.body).toMatchObject({ temperature: 0.2, max_tokens: 123 });
    expect(mock.requests[1]?.body).toMatchObject({ temperature: 0.1, max_tokens: 2_345 });
  });

  test("says what the message shows of its visitor, and keeps it", async () => {
    mock.answer({ chunks: openaiAnswer(["Yes."]) });
    const scoring = { ...base.workspace, scorePersona: () => [signal("distributor", 0.3)] };
    const played = await play({}, { deps: { ...base, workspace: scoring } });
    expect(played.events[0]).toMatchObject({
      turn: { personaScores: { distributor: 0.3, technology_buyer: 0 }, signals: [{ strength: "STRONG" }] },
    });
    expect(played.visitor?.scores).toEqual({ distributor: 0.3, technology_buyer: 0 });
  });

  test("that is turned back asks no model", async () => {
    const routing = {
      ...base.workspace,
      routeIntent: () => routedTo({ refusal: "I can only speak of deliveries." }),
    };
    const played = await play({}, { deps: { ...base, workspace: routing } });
    expect(said(played)).toBe("I can only speak of deliveries.");
    expect(mock.requests).toHaveLength(0);
    expect(metaOf(played)).toMatchObject({ provider: "offline", tokensUsed: 0 });
  });

  test("goes on without a vector when the question cannot be embedded", async () => {
    mock.answer({ chunks: openaiAnswer(["Still here."]) });
    const embedder = { ...base.embedder, embed: () => Promise.reject(new Error("out of order")) };
    expect(said(await play({}, { deps: { ...base, embedder } }))).toBe("Still here.");
  });

  test("keeps nothing back when its end cannot be recorded", async () => {
    mock.answer({ chunks: openaiAnswer(["Seen."]) });
    const call: TurnDeps["call"] = (name, args) =>
      name === "close_turn" ? Promise.reject(new Error("connection lost")) : database.call(name, args);
    const played = await play({}, { deps: { ...base, call } });
    expect(keys(played).at(-1)).toBe("meta");
    expect(played.thrown).toBeUndefined();
  });
});

describe("a model that fails before its first word", () => {
  const refusal = {
    status: 503,
    headers: { "content-type": "application/json" },
    chunks: ['{"error":{"message":"secret overload"}}'],
  };

  test("is replaced by the knowledge base, and the turn says so", async () => {
    mock.answer(refusal);
    const played = await play();
    expect(said(played).length).toBeGreaterThan(0);
    expect(metaOf(played)).toMatchObject({ provider: "offline", fallbackUsed: true });
    expect(await storedTurn(played)).toMatchObject({ status: "answered" });
  });

  test("is a refusal where the workspace wants no offline answers, and the message is kept", async () => {
    mock.answer(refusal);
    const config = { ...base.workspace.config, offlineAnswers: false };
    const played = await play({}, { deps: { ...base, workspace: { ...base.workspace, config } } });
    expect(played.thrown).toMatchObject({
      code: "provider_unavailable",
      retryAfterSeconds: expect.any(Number),
    });
    expect(keys(played)).toEqual(["turn", "sources"]);
    const stored = await storedTurn(played);
    expect(stored).toMatchObject({
      status: "failed",
      message: "How do deliveries work?",
      error: { code: "provider_unavailable" },
    });
    expect(JSON.stringify(stored)).not.toContain("secret overload");
  });
});

test("a model that breaks off keeps what was shown, and the turn is failed", async () => {
  mock.answer({
    chunks: [openaiDelta({ content: "Half an " }), openaiDelta({ content: "answer" })],
    after: "reset",
  });
  const played = await play();
  expect(said(played)).toBe("Half an answer");
  expect(played.thrown).toMatchObject({ code: "provider_unavailable" });
  expect(keys(played)).not.toContain("meta");
  expect(await storedTurn(played)).toMatchObject({ status: "failed", answer: "Half an answer" });
});

test("a bug is thrown as it is and recorded without its words", async () => {
  const bug = new TypeError("secret is not iterable");
  const chatModel = {
    provider: "openai",
    model: "gpt-4o",
    streamText: () => {
      throw bug;
    },
  };
  const played = await play({}, { deps: { ...base, chatModel } });
  expect(played.thrown).toBe(bug);
  const stored = await storedTurn(played);
  expect(stored).toMatchObject({ status: "failed", error: { code: "internal" } });
  expect(JSON.stringify(stored)).not.toContain("secret");
});

describe("stopping", () => {
  test("closes the connection to the model and keeps what was shown", async () => {
    mock.answer({ chunks: [openaiDelta({ content: "Shown so far" })], after: "hang" });
    const controller = new AbortController();
    const played = await play(
      {},
      { controller, onContent: () => controller.abort(new TurnStopped("stopped by visitor")) },
    );
    await mock.requests[0]?.hungUp;
    expect(played.thrown).toBeUndefined();
    expect(said(played)).toBe("Shown so far");
    expect(metaOf(played)).toMatchObject({ stopped: true });
    expect(keys(played)).not.toContain("followUps");
    expect(await storedTurn(played)).toMatchObject({
      status: "stopped",
      answer: "Shown so far",
      meta: { stopped: true },
    });
  });

  test("before the first word is no failure", async () => {
    mock.answer({ chunks: [], after: "hang" });
    const controller = new AbortController();
    const playing = play({}, { controller });
    while (mock.requests.length === 0) await new Promise(setImmediate);
    controller.abort(new TurnStopped("stopped by visitor"));
    const played = await playing;
    expect(played.thrown).toBeUndefined();
    expect(metaOf(played)).toMatchObject({ stopped: true });
    expect(await storedTurn(played)).toMatchObject({ status: "stopped", answer: "" });
  });

  test("before it opened leaves nothing: nobody may be there any more to whom it belongs", async () => {
    const controller = new AbortController();
    controller.abort(new TurnStopped("stopped by visitor"));
    const played = await play({}, { controller });
    expect(played.thrown).toMatchObject({ code: "conflict" });
    expect(played.visitor).toBeUndefined();
    expect(mock.requests).toHaveLength(0);
  });
});
