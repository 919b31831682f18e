/** What operators learn of questions that were not answered, through the API alone. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Gap, GapList } from "../../../../lib/client/admin-gaps.ts";
import type { Workspace } from "../../../../lib/workspace.ts";
import {
  type Browser,
  contentOf,
  frameOf,
  readFrames,
  startApp,
  type TestApp,
} from "../../../support/app-request.ts";
import { company } from "../../../support/company.ts";

let app: TestApp;
/** An operator's program. */
let operator: Browser;
const key = "an-admin-key-of-some-length";

/** A company that turns nothing back. */
function answering(slug: string): Workspace {
  const { intents, ...rest } = company(slug);
  return { ...rest, intents: intents.filter(({ outcome }) => outcome.refusal === undefined) };
}

beforeAll(async () => {
  app = await startApp({
    environment: { NEW_VISITORS_PER_MINUTE_PER_IP: "0", ADMIN_API_KEY: key },
    workspaces: [answering("bevgenie"), answering("harbour")],
  });
  const browser = app.browser();
  operator = {
    ...browser,
    ask: (path, asked = {}) =>
      browser.ask(path, { ...asked, headers: { authorization: `Bearer ${key}`, ...asked.headers } }),
  };
});
afterAll(() => app.close());

async function ask(browser: Browser, message: string, headers: Record<string, string> = {}) {
  const response = await browser.ask("/api/chat", {
    method: "POST",
    json: { message, mode: "text" },
    headers,
  });
  const frames = await readFrames(response);
  await Promise.all([...app.runtime.running.values()].map((turn) => turn.finished));
  return {
    said: contentOf(frames),
    meta: frameOf<{ unanswered?: string }>(frames, "meta"),
    turnId: frameOf<{ turnId: string }>(frames, "turn").turnId,
  };
}

async function gaps(state = "open", headers: Record<string, string> = {}): Promise<GapList> {
  const response = await operator.ask(`/api/admin/gaps?state=${state}`, { headers });
  expect(response.status).toBe(200);
  return (await response.json()) as GapList;
}

async function gapOf(words: RegExp, state = "open"): Promise<Gap> {
  const found = (await gaps(state)).gaps.filter(({ wordings }) => wordings.some((one) => words.test(one)));
  expect(found).toHaveLength(1);
  return found[0] as Gap;
}

const patch = (id: string, json: unknown, headers: Record<string, string> = {}) =>
  operator.ask(`/api/admin/gaps/${id}`, { method: "PATCH", json, headers });

async function write(title: string, content: string): Promise<string> {
  const response = await operator.ask("/api/admin/documents", { method: "POST", json: { title, content } });
  return (await response.json()).documents[0].id;
}

describe("a question that the knowledge base does not answer", () => {
  test("is owned up to, with the nearest thing and a human, and noted for the operators", async () => {
    const { said, meta } = await ask(app.browser(), "Do zeppelins carry kegs across Greenland?");
    expect(said).toContain("I found nothing on that");
    expect(said).toContain("A person may know more: Talk to a person.");
    expect(meta.unanswered).toBe("nothing_found");
    expect(await gapOf(/zeppelins/)).toMatchObject({
      state: "open",
      question: "Do zeppelins carry kegs across Greenland?",
      visitors: 1,
      asked: 1,
      why: { nothing_found: 1 },
      language: "en",
    });
  });

  test("is one with the same in other words, counted by people", async () => {
    const [one, other] = [app.browser(), app.browser()];
    await ask(one, "Is there a helicopter licence for pilots?");
    await ask(one, "A licence for helicopter pilots, is there any?");
    await ask(other, "helicopter pilot licences???");
    const gap = await gapOf(/helicopter/);
    expect(gap).toMatchObject({ visitors: 2, asked: 3, question: "helicopter pilot licences???" });
    expect(gap.wordings).toHaveLength(3);
    const { gaps: listed } = await gaps();
    expect(listed.map(({ visitors }) => visitors)).toEqual(
      listed.map(({ visitors }) => visitors).toSorted((a, b) => b - a),
    );
    expect(listed[0]?.id).toBe(gap.id);
  });

  test("shows what came nearest", async () => {
    const { said } = await ask(app.browser(), "Do zebras juggle a rollout on Neptune?");
    const gap = await gapOf(/zebras/);
    expect(gap.nearest).toMatchObject({ title: "Rollout", documentId: expect.any(String) });
    expect(said).toMatch(/nearest/i);
  });

  test("is not noted where it was answered, greeted, or only said “and then?”", async () => {
    const before = (await gaps()).counts.open;
    const visitor = app.browser();
    expect((await ask(visitor, "How long does a rollout take?")).meta.unanswered).toBeUndefined();
    await ask(visitor, "and what about that then?");
    expect((await gaps()).counts.open).toBe(before);
  });

  test("belongs to its workspace alone", async () => {
    await ask(app.browser(), "Do you rent submarines to bottlers?", { "x-workspace": "harbour" });
    expect((await gaps()).gaps.filter(({ question }) => /submarines/.test(question))).toEqual([]);
    const theirs = await gaps("open", { "x-workspace": "harbour" });
    expect(theirs.gaps.map(({ question }) => question)).toEqual(["Do you rent submarines to bottlers?"]);
    expect((await patch(theirs.gaps[0]?.id ?? "", { state: "dismissed" })).status).toBe(404);
  });

  test("goes with the visitor who asked it, words and all", async () => {
    const visitor = app.browser();
    await ask(visitor, "Does Esmeralda's falconry deliver at night?");
    await gapOf(/falconry/);
    expect((await visitor.ask("/api/session", { method: "DELETE" })).status).toBe(200);
    const left = await app.call("list_gaps", {
      p_workspace: await workspaceId(),
      p_state: null,
      p_limit: 100,
    });
    expect(JSON.stringify(left)).not.toMatch(/falcon/i);
  });
});

const workspaceId = async () => (await app.call<{ id: string }>("read_workspace", { p_slug: "bevgenie" })).id;

describe("a gap", () => {
  test("counts as answered once a search finds what was written for it, and not before", async () => {
    await ask(app.browser(), "Which colour are the trolleys of Quimby?");
    const gap = await gapOf(/Quimby/);
    const refused = await patch(gap.id, { state: "answered" });
    expect(refused.status).toBe(409);
    expect((await refused.json()).error.message).toContain("still finds nothing new");
    expect((await gapOf(/Quimby/)).state).toBe("open");

    const documentId = await write(
      "Quimby trolleys",
      "# Quimby trolleys\n\nThe colour of the trolleys of Quimby is teal.",
    );
    expect((await gapOf(/Quimby/)).found).toMatchObject({ title: "Quimby trolleys", documentId });
    const answered = await patch(gap.id, { state: "answered" });
    expect(answered.status).toBe(200);
    expect(await answered.json()).toMatchObject({ state: "answered", found: { documentId } });
    expect((await gaps()).gaps.some(({ id }) => id === gap.id)).toBe(false);

    // The document goes: the question is open again.
    expect((await operator.ask(`/api/admin/documents/${documentId}`, { method: "DELETE" })).status).toBe(200);
    await gaps("answered");
    expect((await gapOf(/Quimby/)).found).toBeNull();
  });

  test("is open again when it is asked again and still not answered; a dismissed one stays dismissed", async () => {
    const visitor = app.browser();
    await ask(visitor, "Do you paint murals in Lumberton?");
    const { id } = await gapOf(/Lumberton/i);
    expect((await patch(id, { state: "dismissed" })).status).toBe(200);
    await ask(visitor, "Murals in Lumberton: do you paint them?");
    expect(await gapOf(/Lumberton/i, "dismissed")).toMatchObject({ id, asked: 2 });
    expect((await patch(id, { state: "open" })).status).toBe(200);
    await app.call("change_gap", { p_workspace: await workspaceId(), p_gap: id, p_state: "answered" });
    await ask(visitor, "do you paint lumberton murals?");
    expect(await gapOf(/Lumberton/i)).toMatchObject({ id, asked: 3, state: "open" });
  });

  test("is only for operators, and its changes only for those who write", async () => {
    expect((await app.browser().ask("/api/admin/gaps")).status).toBe(401);
    expect(
      (
        await app
          .browser()
          .ask(`/api/admin/gaps/${crypto.randomUUID()}`, { method: "PATCH", json: { state: "open" } })
      ).status,
    ).toBe(401);
  });

  test("refuses what is not a state, and ids that are none", async () => {
    const bad = await operator.ask("/api/admin/gaps?state=lost");
    expect(bad.status).toBe(400);
    expect((await bad.json()).error.field).toBe("state");
    const [{ id } = { id: "" }] = (await gaps()).gaps;
    expect((await patch(id, { state: "lost" })).status).toBe(400);
    expect((await patch(id, { state: "open", more: 1 })).status).toBe(400);
    expect((await patch(crypto.randomUUID(), { state: "open" })).status).toBe(404);
    expect((await patch("not-an-id", { state: "open" })).status).toBe(404);
  });
});

test("a poor answer leaves its question, and a second thought takes it back", async () => {
  const visitor = app.browser();
  const { turnId } = await ask(visitor, "How long does a rollout take?");
  const rate = (rating: 1 | -1) => visitor.ask("/api/feedback", { method: "POST", json: { turnId, rating } });
  expect((await rate(-1)).status).toBe(200);
  expect(await gapOf(/rollout take/)).toMatchObject({
    why: { rated_down: 1 },
    nearest: { title: "Rollout" },
  });
  expect((await rate(1)).status).toBe(200);
  expect((await gaps()).gaps.filter(({ question }) => /rollout take/.test(question))).toEqual([]);
});
