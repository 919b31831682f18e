import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { closeTurn } from "../../../lib/ai/close-turn.ts";
import type { OpenTurn } from "../../../lib/ai/turn.ts";
import type { TurnDeps } from "../../../lib/ai/turn-deps.ts";
import type { StoredTurn } from "../../../lib/conversation-messages.ts";
import { AppError } from "../../../lib/errors.ts";
import type { BevGeniePage } from "../../../lib/pages/page-spec.ts";
import { type Write, withoutItsWords, writeNow } from "../../../lib/unwritten/write.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import type { LogLine } from "../../support/runtime.ts";
import { cookieOf, opened, ownerOf, replyOf, routedTurn, say, turnDepsOn } from "../../support/turns.ts";

let database: TestDatabase;
let deps: TurnDeps;
let lines: LogLine[];
let unwritten: Write[];

beforeAll(async () => {
  database = await startTestDatabase();
  ({ deps, lines, unwritten } = await turnDepsOn(database.call));
});
afterAll(() => database.close());

const page: BevGeniePage = {
  type: "faq",
  title: "Questions",
  summary: "Some answers.",
  audience: "Whoever asks.",
  sections: [],
  sources: [],
};

async function storedTurns(open: OpenTurn): Promise<StoredTurn[]> {
  const stored = await database.call<{ turns: StoredTurn[] }>("read_conversation", {
    ...ownerOf(deps, open),
    p_conversation: open.conversationId,
  });
  return stored.turns;
}

test("a turn is stored with all that it stands on", async () => {
  const sources = [
    {
      n: 1,
      title: "T",
      documentId: crypto.randomUUID(),
      passageId: crypto.randomUUID(),
      excerpt: "e",
      start: 0,
      end: 1,
    },
  ];
  const citations = [{ n: 1, excerpt: "e", start: 0, end: 1 }];
  const reply = replyOf("An answer [1].", { sources, citations, followUps: ["And?"] });
  const open = await say(deps, { message: "A question?" }, reply);
  expect(await storedTurns(open)).toEqual([
    expect.objectContaining({
      id: open.turnId,
      mode: "text",
      message: "A question?",
      answer: "An answer [1].",
      status: "answered",
      intent: "question",
      sources,
      citations,
      followUps: ["And?"],
      meta: reply.meta,
      error: null,
      page: null,
      rating: null,
    }),
  ]);
});

test("a page is stored with its turn, and its link finds it", async () => {
  const id = crypto.randomUUID();
  const open = await say(
    deps,
    { mode: "generate" },
    replyOf("Questions. Some answers.", { page: { id, spec: page } }),
  );
  const [turn] = await storedTurns(open);
  expect(turn?.page).toEqual({ pageId: id, type: "faq", title: "Questions", summary: "Some answers." });
  expect(await database.call("read_linked_page", { p_page: id })).toMatchObject({ page, gone: false });
});

test("a failed turn keeps the message and what the visitor was told, not the cause", async () => {
  const failure = new AppError("provider_unavailable", { cause: new Error("key sk-123") });
  const open = await say(deps, {}, replyOf("half", { status: "failed", failure }));
  const [turn] = await storedTurns(open);
  expect(turn).toMatchObject({ status: "failed", answer: "half", error: { code: "provider_unavailable" } });
  expect(JSON.stringify(turn)).not.toContain("sk-123");
});

test("a turn is closed once: what comes later changes nothing", async () => {
  const open = await say(deps, {}, replyOf("first"));
  const late = { id: crypto.randomUUID(), spec: page };
  await closeTurn(open, replyOf("second", { status: "stopped", page: late }), deps);
  expect((await storedTurns(open))[0]).toMatchObject({ answer: "first", status: "answered", page: null });
  expect(await database.call("read_linked_page", { p_page: late.id })).toBeNull();
});

test("a turn whose visitor was erased meanwhile leaves nothing behind", async () => {
  const open = await opened(routedTurn(), deps);
  await database.call("erase_visitor", ownerOf(deps, open));
  const late = { id: crypto.randomUUID(), spec: page };
  await closeTurn(open, replyOf("late", { page: late }), deps);
  expect(await database.call("read_linked_page", { p_page: late.id })).toBeNull();
});

test("a turn cannot be closed for another workspace", async () => {
  const open = await opened(routedTurn(), deps);
  const other = (await turnDepsOn(database.call, "other")).deps;
  await closeTurn(open, replyOf("foreign"), other);
  expect((await storedTurns(open))[0]).toMatchObject({ status: "running", answer: null });
});

test("a record that fails is kept to be written later, and what the visitor saw is not taken back", async () => {
  const broken: TurnDeps = { ...deps, call: () => Promise.reject(new Error("connection lost")) };
  const open = await opened(routedTurn(), deps);
  unwritten.length = 0;
  await expect(closeTurn(open, replyOf("seen"), broken)).resolves.toBeUndefined();
  expect(lines.at(-1)).toMatchObject({ level: 50, turnId: open.turnId });
  const [write] = unwritten as [Write];
  const writing = { call: database.call, workspaceId: async () => deps.workspace.id };
  await writeNow(write, writing);
  await writeNow(write, writing);
  expect((await storedTurns(open))[0]).toMatchObject({ answer: "seen", status: "answered" });
});

test("a turn that cannot be recorded as it was is failed in words, once", async () => {
  const open = await opened(routedTurn(), deps);
  const args = { p_workspace: deps.workspace.id, p_turn: open.turnId, p_energy: 0, p_usage: [] };
  const writing = { call: database.call, workspaceId: async () => deps.workspace.id };
  const write = withoutItsWords({ kind: "turn", args }) as Write;
  await writeNow(write, writing);
  expect((await storedTurns(open))[0]).toMatchObject({
    status: "failed",
    error: { code: "internal", message: "The answer was shown and could not be kept. Ask again." },
  });
  const answered = await say(deps, {}, replyOf("kept"));
  await writeNow({ ...write, args: { ...args, p_turn: answered.turnId, p_error: null } } as Write, writing);
  expect((await storedTurns(answered))[0]).toMatchObject({ status: "answered", answer: "kept" });
});

test("turns that a process took with it are failed in words; those that run or have ended are left", async () => {
  const ended = await say(deps, {}, replyOf("done"));
  const orphan = await opened(routedTurn({ visitor: cookieOf(ended) }), deps);
  const error = {
    code: "internal",
    message: "The answer was cut off by a restart. Ask again.",
    requestId: "restart",
  };
  const fail = (before: Date) =>
    database.call<{ failed: number }>("fail_orphaned_turns", { p_before: before, p_error: error });

  expect(await fail(new Date(Date.now() - 60_000))).toEqual({ failed: 0 });
  expect((await fail(new Date(Date.now() + 60_000))).failed).toBeGreaterThanOrEqual(1);
  const [first, second] = await storedTurns(ended);
  expect(first).toMatchObject({ status: "answered", answer: "done", error: null });
  expect(second).toMatchObject({ id: orphan.turnId, status: "failed", error });
  expect(await fail(new Date(Date.now() + 60_000))).toEqual({ failed: 0 });
});
