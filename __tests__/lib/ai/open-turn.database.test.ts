import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { OpenTurn } from "../../../lib/ai/turn.ts";
import type { TurnDeps } from "../../../lib/ai/turn-deps.ts";
import { ingestDocument } from "../../../lib/knowledge/ingest-document.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { runStatements } from "../../support/postgrest.ts";
import {
  cookieOf,
  opened,
  ownerOf,
  replyOf,
  routedTo,
  routedTurn,
  say,
  signal,
  turnDepsOn,
} from "../../support/turns.ts";

let database: TestDatabase;
let deps: TurnDeps;
let staleness: { count: number };

beforeAll(async () => {
  database = await startTestDatabase();
  ({ deps, staleness } = await turnDepsOn(database.call));
});
afterAll(() => database.close());

type Visitor = { scores: Record<string, number>; signals: { turnId: string | null; confidence: number }[] };
const readVisitor = (open: OpenTurn) => database.call<Visitor | null>("read_visitor", ownerOf(deps, open));

describe("who is asking", () => {
  test("somebody new becomes a visitor with a conversation, named by the message", async () => {
    const open = await say(deps, { message: `${"What  does\nit cost? ".repeat(10)}` });
    expect(open.visitorVersion).toBe(1);
    expect(open.history).toEqual([]);
    expect(open.voiceId).toBe("plain");
    const [listed] = await database.call<{ id: string; title: string }[]>("list_conversations", {
      ...ownerOf(deps, open),
      p_query: null,
      p_limit: 10,
    });
    expect(listed?.id).toBe(open.conversationId);
    expect(listed?.title).toMatch(/^What does it cost\? .*…$/);
    expect(String(listed?.title).length).toBeLessThanOrEqual(81);
  });

  test("a visitor who comes back is the same one, in the same conversation", async () => {
    const first = await say(deps);
    const second = await say(deps, { visitor: cookieOf(first), message: "And then?" });
    expect(cookieOf(second)).toEqual(cookieOf(first));
  });

  test("a cookie of an earlier version, of nobody, or of another workspace is somebody new", async () => {
    const first = await say(deps);
    const other = (await turnDepsOn(database.call, "other")).deps;
    const strangers = [
      say(deps, { visitor: { ...cookieOf(first), version: 2 } }),
      say(deps, { visitor: { ...cookieOf(first), visitorId: crypto.randomUUID() } }),
      say(other, { visitor: cookieOf(first) }),
    ];
    for (const stranger of await Promise.all(strangers)) {
      expect(stranger.visitorId).not.toBe(first.visitorId);
      expect(stranger.conversationId).not.toBe(first.conversationId);
      expect(stranger.history).toEqual([]);
    }
  });

  test("a visitor who was erased is somebody new, and nothing of theirs comes back", async () => {
    const first = await say(deps, { signals: [signal("distributor", 0.3)] });
    await database.call("erase_visitor", ownerOf(deps, first));
    const second = await say(deps, { visitor: cookieOf(first) });
    expect(second.visitorId).not.toBe(first.visitorId);
    expect(second.history).toEqual([]);
    expect(second.personaScores).toEqual({ distributor: 0, technology_buyer: 0 });
  });

  test("a conversation that is not theirs is not found, and nothing is recorded", async () => {
    const [mine, theirs] = await Promise.all([say(deps), say(deps)]);
    const asked = routedTurn({ visitor: cookieOf(mine), conversationId: theirs.conversationId });
    await expect(opened(asked, deps)).rejects.toMatchObject({ code: "not_found" });
    await expect(opened(routedTurn({ conversationId: theirs.conversationId }), deps)).rejects.toMatchObject({
      code: "not_found",
    });
    const kept = await database.call<{ turns: unknown[] }>("read_conversation", {
      ...ownerOf(deps, theirs),
      p_conversation: theirs.conversationId,
    });
    expect(kept.turns).toHaveLength(1);
  });

  test("an earlier conversation of theirs is continued", async () => {
    const first = await say(deps, { message: "first" });
    const second = await say(deps, { visitor: { ...cookieOf(first), conversationId: crypto.randomUUID() } });
    expect(second.conversationId).not.toBe(first.conversationId);
    const third = await say(deps, { visitor: cookieOf(second), conversationId: first.conversationId });
    expect(third.history[0]).toEqual({ role: "user", content: "first" });
  });

  test("the voice asked for goes before the visitor's, and the visitor's before the workspace's", async () => {
    const first = await say(deps);
    await database.call("correct_visitor", {
      p_workspace: deps.workspace.id,
      p_visitor: first.visitorId,
      p_scores: null,
      p_voice: "warm",
    });
    expect((await say(deps, { visitor: cookieOf(first) })).voiceId).toBe("warm");
    expect((await say(deps, { visitor: cookieOf(first), voiceId: "plain" })).voiceId).toBe("plain");
  });

  test("a hundred first messages at once are a hundred visitors", async () => {
    const opens = await Promise.all(Array.from({ length: 100 }, () => opened(routedTurn(), deps)));
    expect(new Set(opens.map(({ visitorId }) => visitorId)).size).toBe(100);
    expect(new Set(opens.map(({ conversationId }) => conversationId)).size).toBe(100);
  });
});

describe("what was said before", () => {
  test("is the last ten messages, in their order", async () => {
    let open = await say(deps, { message: "message 0" }, replyOf("answer 0"));
    for (let number = 1; number < 8; number += 1) {
      const message = `message ${number}`;
      open = await say(deps, { visitor: cookieOf(open), message }, replyOf(`answer ${number}`));
    }
    open = await opened(routedTurn({ visitor: cookieOf(open), message: "now" }), deps);
    expect(open.history).toEqual(
      [3, 4, 5, 6, 7].flatMap((number) => [
        { role: "user", content: `message ${number}` },
        { role: "assistant", content: `answer ${number}` },
      ]),
    );
  });

  test("leaves out what has no answer: running, failed, or stopped before the first word", async () => {
    const first = await say(deps, { message: "answered" }, replyOf("yes"));
    const visitor = cookieOf(first);
    await say(
      deps,
      { visitor, message: "failed" },
      replyOf("", { status: "failed", failure: new Error("x") }),
    );
    await say(deps, { visitor, message: "stopped early" }, replyOf("", { status: "stopped" }));
    await say(deps, { visitor, message: "stopped late" }, replyOf("half of", { status: "stopped" }));
    await opened(routedTurn({ visitor, message: "running" }), deps);
    const { history } = await opened(routedTurn({ visitor }), deps);
    expect(history.map(({ content }) => content)).toEqual(["answered", "yes", "stopped late", "half of"]);
  });

  test("is kept as it was written, whatever the characters", async () => {
    const message = '🍺 it\'s "quoted" \\ and\u2028broken\n\tשלום';
    const first = await say(deps, { message }, replyOf(`${message}!`));
    const { history } = await opened(routedTurn({ visitor: cookieOf(first) }), deps);
    expect(history).toEqual([
      { role: "user", content: message },
      { role: "assistant", content: `${message}!` },
    ]);
  });
});

describe("what we believe", () => {
  test("is the sum of the evidence, with this message's own", async () => {
    const first = await say(deps, { signals: [signal("distributor", 0.3)] });
    const second = await say(deps, {
      visitor: cookieOf(first),
      signals: [signal("distributor", 0.1), signal("technology_buyer", 0.2)],
    });
    expect(second.personaScores).toEqual({ distributor: 0.4, technology_buyer: 0.2 });
  });

  test("goes back to exactly what it was when a conversation is deleted, whatever came before", async () => {
    const confidence = fc.constantFrom(0.1, 0.2, 0.3);
    const evidence = fc.array(fc.tuple(fc.constantFrom("distributor", "technology_buyer"), confidence), {
      maxLength: 3,
    });
    const property = fc.asyncProperty(
      fc.array(evidence, { minLength: 1, maxLength: 4 }),
      evidence,
      async (kept, lost) => {
        let open = await say(deps);
        const visitor = cookieOf(open);
        for (const one of kept)
          open = await say(deps, { visitor, signals: one.map((pair) => signal(...pair)) });
        const before = await readVisitor(open);
        const gone = await say(deps, {
          visitor: { ...visitor, conversationId: crypto.randomUUID() },
          signals: lost.map((pair) => signal(...pair)),
        });
        await database.call("delete_conversation", {
          ...ownerOf(deps, open),
          p_conversation: gone.conversationId,
        });
        expect(await readVisitor(open)).toEqual(before);
        const sums: Record<string, number> = {};
        for (const [persona, value] of kept.flat())
          sums[persona] = Math.round(((sums[persona] ?? 0) + value) * 1000) / 1000;
        expect(before?.scores).toEqual(sums);
      },
    );
    await fc.assert(property, { seed: 20261121, numRuns: 15 });
  });

  test("is what the visitor said when they corrected it, as evidence of its own", async () => {
    const first = await say(deps, { signals: [signal("distributor", 0.3)] });
    const correct = (scores: Record<string, number>) =>
      database.call("correct_visitor", {
        p_workspace: deps.workspace.id,
        p_visitor: first.visitorId,
        p_scores: scores,
        p_voice: null,
      });
    await correct({ distributor: 0, technology_buyer: 0.9 });
    const corrected = await readVisitor(first);
    expect(corrected?.scores).toEqual({ distributor: 0, technology_buyer: 0.9 });
    expect(corrected?.signals.map(({ confidence, turnId }) => [confidence, turnId === null])).toEqual([
      [0.3, false],
      [-0.3, true],
      [0.9, true],
    ]);

    await correct({ distributor: 0, technology_buyer: 0.9 });
    expect(await readVisitor(first)).toEqual(corrected);

    const second = await say(deps, { visitor: cookieOf(first), signals: [signal("technology_buyer", 0.3)] });
    expect(second.personaScores).toEqual({ distributor: 0, technology_buyer: 1 });
  });

  test("of a persona that the workspace no longer has is not shown", async () => {
    const first = await say(deps, { signals: [signal("a_former_persona", 0.3)] });
    expect((await say(deps, { visitor: cookieOf(first) })).personaScores).toEqual({
      distributor: 0,
      technology_buyer: 0,
    });
  });
});

describe("the knowledge base", () => {
  test("that cannot be searched costs the passages, not the turn", async () => {
    await runStatements(database.url, ["alter function find_passages rename to find_passages_away"]);
    const open = await say(deps, { message: "kept all the same" }, replyOf("said without passages"));
    expect(open).toMatchObject({ passages: [], searchFailed: true });
    await runStatements(database.url, ["alter function find_passages_away rename to find_passages"]);
    const next = await say(deps, { visitor: cookieOf(open) });
    expect(next.searchFailed).toBe(false);
    expect(next.history[0]).toEqual({ role: "user", content: "kept all the same" });
  });

  test("takes a vector of the wrong length for none", async () => {
    expect(await say(deps, { embedding: [0.1, 0.2, 0.3] })).toMatchObject({ passages: [] });
  });

  describe("and a message that the router would turn back", () => {
    const refused = routedTo({ refusal: "I can only speak of deliveries." });
    const instead = routedTo({}).intent;
    const document = {
      title: "Keeping bees on the depot's roof",
      tags: [],
      sample: false,
      text: "# Keeping bees on the depot's roof\n\nFeed the hives with sugar syrup before winter, in October.",
    };
    beforeAll(() => ingestDocument({ workspaceId: deps.workspace.id, document }, deps));

    test("is answered when a passage says nearly all of it", async () => {
      const message = "How do I feed the hives before winter?";
      const open = await say(deps, { message, routed: { ...refused, instead } });
      expect(open.routed).toMatchObject({ intent: instead, sure: false });
      expect(open.passages[0]?.title).toBe(document.title);
    });

    test.each(["Which hives are there in Minecraft?", "How do I knit a scarf?"])(
      "stands on nothing when it is: %s",
      async (message) => {
        const open = await say(deps, { message, routed: { ...refused, instead } });
        expect(open).toMatchObject({ routed: refused, passages: [], spare: [], searchFailed: false });
      },
    );
  });
});

test("a workspace that changed meanwhile is told once per turn", async () => {
  const before = staleness.count;
  await say({ ...deps, workspace: { ...deps.workspace, version: deps.workspace.version - 1 } });
  expect(staleness.count).toBe(before + 1);
  await say(deps);
  expect(staleness.count).toBe(before + 1);
});

test("a turn is opened with one call, and closed with one", async () => {
  const calls: string[] = [];
  const counted: TurnDeps = {
    ...deps,
    call: (name, args) => {
      calls.push(name);
      return deps.call(name, args);
    },
  };
  await say(counted);
  expect(calls).toEqual(["open_turn", "close_turn"]);
});
