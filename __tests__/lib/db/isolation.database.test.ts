/**
 * Nobody reads or changes what is another's by knowing its id. Every SQL function that acts for a visitor is
 * tried, found by its parameters, so that a new one is tried too.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import type { OpenTurn } from "../../../lib/ai/turn.ts";
import type { TurnDeps } from "../../../lib/ai/turn-deps.ts";
import type { SqlArgument } from "../../../lib/db/call.ts";
import { toConnection } from "../../../lib/db/postgres.ts";
import type { BevGeniePage } from "../../../lib/pages/page-spec.ts";
import type { OwnerArguments } from "../../../lib/visitor-request.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { ownerOf, replyOf, say, signal, turnDepsOn } from "../../support/turns.ts";

const marker = "only the owner may know this";
const pageId = crypto.randomUUID();
const page: BevGeniePage = {
  type: "faq",
  title: marker,
  summary: marker,
  audience: marker,
  sections: [],
  sources: [],
};

/** Functions that open or change a visitor by themselves; each has tests of its own. */
const apart = new Set(["open_turn", "ensure_visitor"]);

let database: TestDatabase;
let deps: TurnDeps;
let other: TurnDeps;
let victim: OpenTurn;
let functions: { name: string; parameters: string[] }[];

beforeAll(async () => {
  database = await startTestDatabase();
  ({ deps } = await turnDepsOn(database.call, "bevgenie"));
  other = (await turnDepsOn(database.call, "other")).deps;
  victim = await say(
    deps,
    {
      message: marker,
      signals: [signal("distributor", 0.3)],
      keys: [{ key: "a key of theirs", body: "b", newcomer: false }],
    },
    replyOf(marker, { page: { id: pageId, spec: page } }),
  );
  functions = await visitorFunctions();
});
afterAll(() => database.close());

async function visitorFunctions(): Promise<typeof functions> {
  const client = new pg.Client(toConnection(database.url));
  await client.connect();
  const { rows } = await client.query<{ name: string; parameters: string[] }>(
    `select proname as name, proargnames as parameters from pg_proc
     where pronamespace = 'public'::regnamespace
       and proargnames @> array['p_workspace', 'p_visitor', 'p_visitor_version'] order by 1`,
  );
  await client.end();
  return rows.filter(({ name }) => !apart.has(name));
}

/** A value for each parameter, naming the victim's things. */
function argumentFor(parameter: string): SqlArgument {
  const values: Record<string, SqlArgument> = {
    p_conversation: victim.conversationId,
    p_turn: victim.turnId,
    p_page: pageId,
    p_title: "taken over",
    p_token: "a-link-of-the-stranger",
    p_rating: -1,
    p_comment: "from a stranger",
    p_version: 1,
    p_from_version: 1,
    p_spec: { ...page, title: "taken over" },
    p_change: { withdrawn: true },
    p_query: null,
    p_limit: 100,
    p_key: "a key of theirs",
  };
  if (!(parameter in values)) throw new Error(`say in this test what ${parameter} is to be`);
  return values[parameter] ?? null;
}

function callAs(owner: OwnerArguments, { name, parameters }: (typeof functions)[number]): Promise<unknown> {
  const rest = parameters.filter((parameter) => !(parameter in owner));
  return database.call(name, {
    ...owner,
    ...Object.fromEntries(rest.map((parameter) => [parameter, argumentFor(parameter)])),
  });
}

const everythingOfTheVictim = () => database.call("export_visitor", ownerOf(deps, victim));

test("there are functions to try, and the owner gets something from each that reads", async () => {
  expect(functions.length).toBeGreaterThanOrEqual(12);
  const readers = functions.filter(({ name }) => /^(read|list|export)_/.test(name));
  for (const reader of readers) {
    expect([reader.name, JSON.stringify(await callAs(ownerOf(deps, victim), reader))]).toEqual([
      reader.name,
      expect.stringMatching(new RegExp(`${marker}|${victim.turnId}|${victim.visitorId}`)),
    ]);
  }
});

test("a stranger, a revoked cookie and another workspace get nothing and change nothing, from any of them", async () => {
  const neighbour = await say(deps, { message: "a neighbour" });
  const foreigner = await say(other, { message: "somebody elsewhere" });
  const owner = ownerOf(deps, victim);
  const strangers: [string, OwnerArguments][] = [
    ["another visitor", ownerOf(deps, neighbour)],
    ["a visitor of another workspace", ownerOf(other, foreigner)],
    ["nobody", { ...owner, p_visitor: crypto.randomUUID() }],
    ["a cookie that was revoked", { ...owner, p_visitor_version: owner.p_visitor_version + 1 }],
    ["the owner's ids in another workspace", { ...owner, p_workspace: other.workspace.id }],
  ];
  const before = await everythingOfTheVictim();
  // What erases the caller goes last: the others are to be tried by somebody who is there.
  const ordered = [...functions].sort(
    (a, b) => Number(a.name.startsWith("erase")) - Number(b.name.startsWith("erase")),
  );
  for (const [who, stranger] of strangers) {
    for (const one of ordered) {
      const answer = JSON.stringify(await callAs(stranger, one));
      expect([who, one.name, answer]).toEqual([who, one.name, expect.not.stringContaining(marker)]);
      expect([who, one.name, answer]).toEqual([who, one.name, expect.not.stringContaining(victim.turnId)]);
      expect([who, one.name, answer]).toEqual([who, one.name, expect.not.stringContaining('"found":true')]);
      expect([who, one.name, answer]).toEqual([
        who,
        one.name,
        expect.not.stringContaining("a-link-of-the-stranger"),
      ]);
    }
  }
  expect(await everythingOfTheVictim()).toEqual(before);
  expect(await database.call("read_shared_conversation", { p_token: "a-link-of-the-stranger" })).toBeNull();
});

test("a correction reaches nobody of another workspace", async () => {
  const before = await everythingOfTheVictim();
  const corrected = await database.call("correct_visitor", {
    p_workspace: other.workspace.id,
    p_visitor: victim.visitorId,
    p_scores: { distributor: 0 },
    p_voice: "warm",
  });
  expect(corrected).toBeNull();
  expect(await everythingOfTheVictim()).toEqual(before);
});

test("a cookie that is not valid makes a new visitor, and leaves the other alone", async () => {
  const before = await everythingOfTheVictim();
  const fresh = crypto.randomUUID();
  const made = await database.call<{ visitorId: string }>("ensure_visitor", {
    ...ownerOf(deps, victim),
    p_visitor_version: 99,
    p_new_visitor: fresh,
    p_tier: "basic",
  });
  expect(made.visitorId).toBe(fresh);
  expect(await everythingOfTheVictim()).toEqual(before);
});

test("who has a shared link reads what was said, and nothing of who said it", async () => {
  const { token } = await database.call<{ token: string }>("share_conversation", {
    ...ownerOf(deps, victim),
    p_conversation: victim.conversationId,
    p_token: "the-owners-link",
  });
  expect(token).toBe("the-owners-link");
  const shared = JSON.stringify(await database.call("read_shared_conversation", { p_token: token }));
  expect(shared).toContain(marker);
  expect(shared).not.toContain(victim.visitorId);
  expect(await database.call("read_shared_conversation", { p_token: "another-link" })).toBeNull();
});
