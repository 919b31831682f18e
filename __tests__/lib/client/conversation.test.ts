import { describe, expect, it } from "@jest/globals";
import type { ChatEvent, TurnMeta } from "../../../lib/ai/chat-event.ts";
import {
  answerText,
  type ConversationAction,
  emptyConversation,
  reduceConversation,
  runningTurn,
} from "../../../lib/client/conversation.ts";
import type { PageHead, PageSection } from "../../../lib/pages/page-spec.ts";

const asked: ConversationAction = { type: "asked", key: "a", question: "What is depletion?", mode: "text" };
const turn: ChatEvent = {
  turn: { turnId: "t1", conversationId: "c1", intent: "product_question", personaScores: {}, signals: [] },
};
const source = { n: 1, title: "Depletions", documentId: "d", passageId: "p", excerpt: "x", start: 0, end: 1 };
const meta: TurnMeta = {
  provider: "offline",
  model: "extractive",
  tokensUsed: 0,
  tokensPrompt: 0,
  tokensCompletion: 0,
  costUSD: 0,
  energyConsumed: 1,
  latencyMs: 3,
  firstTokenMs: 2,
  cached: false,
  retryCount: 0,
  fallbackUsed: false,
  timestamp: "2026-11-21T10:00:00.000Z",
};

const events = (...list: ChatEvent[]): ConversationAction => ({ type: "events", key: "a", events: list });
const run = (...actions: ConversationAction[]) => actions.reduce(reduceConversation, emptyConversation);

describe("a message sent while another is answered", () => {
  const next: ConversationAction = { type: "asked", key: "b", question: "And how much?", mode: "text" };
  const third: ConversationAction = { type: "asked", key: "c", question: "For ten vans?", mode: "text" };

  it("does not run before the first has ended", () => {
    expect(runningTurn(run(asked, next))?.key).toBe("a");
    expect(runningTurn(run(asked, next, { type: "ended", key: "a" }))?.key).toBe("b");
  });

  it("is joined with the one after it, in the order of asking", () => {
    const { turns } = run(asked, next, third, { type: "joined", key: "b", into: "c" });
    expect(turns.map(({ key, question }) => [key, question])).toEqual([
      ["a", "What is depletion?"],
      ["c", "And how much?\nFor ten vans?"],
    ]);
  });

  it("stays as it is where the other is not shown any more", () => {
    const before = run(asked, next);
    expect(reduceConversation(before, { type: "joined", key: "b", into: "c" })).toBe(before);
  });
});

describe("a text turn", () => {
  it("shows the question at once and waits", () => {
    const state = run(asked);
    expect(runningTurn(state)).toMatchObject({ question: "What is depletion?", phase: "waiting" });
  });

  it("gathers content, sources, checked citations and follow-ups", () => {
    const state = run(
      asked,
      events(turn, { sources: [source] }, { content: "Cases that " }),
      events({ content: "left the shelf [1]." }, { citations: [{ n: 1, excerpt: "x", start: 0, end: 1 }] }),
      events({ followUps: ["And shipments?"] }, { meta }),
      { type: "ended", key: "a" },
    );
    const [only] = state.turns;
    expect(only && answerText(only)).toBe("Cases that left the shelf [1].");
    expect(only).toMatchObject({
      turnId: "t1",
      phase: "settled",
      sources: [source],
      followUps: ["And shipments?"],
    });
    expect(state.conversationId).toBe("c1");
    expect(state.announcement).toBe("The answer is complete, with 1 source.");
  });

  it("is announced once, not while it streams", () => {
    expect(run(asked, events(turn, { content: "Half" })).announcement).toBe("");
    const ended = run(asked, events(turn, { content: "Whole" }), { type: "ended", key: "a" });
    expect(reduceConversation(ended, { type: "ended", key: "a" })).toBe(ended);
  });

  it("keeps what was shown when the visitor stops it", () => {
    const state = run(asked, events(turn, { content: "Half" }), { type: "stopped", key: "a" });
    expect(state.turns[0]).toMatchObject({ stopped: true, phase: "settled", blocks: { open: "Half" } });
  });

  it("is marked as stopped when the server says so", () => {
    expect(run(asked, events({ meta: { ...meta, stopped: true } })).turns[0]?.stopped).toBe(true);
  });

  it("keeps what was shown when it fails midway", () => {
    const error = { code: "provider_unavailable", message: "No model can answer.", requestId: "r" } as const;
    const state = run(asked, events(turn, { content: "Half" }, { error }), { type: "ended", key: "a" });
    expect(state.turns[0]).toMatchObject({ blocks: { open: "Half" }, failure: { sentence: error.message } });
    expect(state.announcement).toBe(error.message);
  });

  it("takes the place of the failed one when it is tried again", () => {
    const state = run(
      asked,
      { type: "failed", key: "a", failure: { code: "unreachable", sentence: "No network." } },
      { type: "asked", key: "b", question: "What is depletion?", mode: "text", replaces: "a" },
    );
    expect(state.turns.map((one) => one.key)).toEqual(["b"]);
  });

  it("changes nothing when it is no longer shown", () => {
    const cleared = run(asked, { type: "cleared" });
    expect(reduceConversation(cleared, events(turn, { content: "late" }))).toBe(cleared);
  });

  it("does not mind an event it does not know", () => {
    const before = run(asked, events(turn));
    expect(reduceConversation(before, events({ tool: { name: "quote" } } as unknown as ChatEvent))).toEqual(
      before,
    );
  });
});

describe("a page turn", () => {
  const head: PageHead = {
    type: "faq",
    title: "Depletions, asked",
    summary: "s",
    audience: "a",
    sources: [],
  };
  const page: ChatEvent = { page: { pageId: "p1", url: "/p/p1", ...head } };
  const hero: PageSection = { type: "hero", headline: "One", standfirst: "Two", sources: [] };

  it("builds the page up section by section", () => {
    const state = run(
      { ...asked, mode: "generate" },
      events(turn, page, { section: { index: 0, section: hero } }),
    );
    expect(state.turns[0]?.page).toEqual({
      pageId: "p1",
      url: "/p/p1",
      type: "faq",
      title: "Depletions, asked",
    });
    expect(state.pages.p1).toEqual({ ...head, sections: [hero] });
  });

  it("says that the page is ready", () => {
    const state = run({ ...asked, mode: "generate" }, events(turn, page), { type: "ended", key: "a" });
    expect(state.announcement).toBe("The page is ready: Depletions, asked");
  });
});

describe("feedback", () => {
  it("stays with its turn", () => {
    const state = run(asked, events(turn), { type: "rated", turnId: "t1", rating: -1 });
    expect(state.turns[0]?.rating).toBe(-1);
  });
});
