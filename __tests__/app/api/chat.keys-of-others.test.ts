/** An idempotency key is its owner's alone, while their turn runs and after it. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { turnKey } from "../../../lib/ai/turn-key.ts";
import { type Browser, contentOf, readFrames, startApp, type TestApp } from "../../support/app-request.ts";
import { company } from "../../support/company.ts";
import { type PacedModel, startPacedModel } from "../../support/paced-model.ts";
import { runStatements } from "../../support/postgrest.ts";

let app: TestApp;
let model: PacedModel;
let databaseUrl: string;

beforeAll(async () => {
  model = await startPacedModel();
  app = await startApp({
    workspaces: [company(), company("elsewhere")],
    through: async (url) => {
      databaseUrl = url;
      return url;
    },
    environment: {
      OPENAI_API_KEY: "sk-test-key",
      OPENAI_BASE_URL: model.url,
      EMBEDDING_MODEL: "local",
      DEFAULT_TIER: "enterprise",
      NEW_VISITORS_PER_MINUTE_PER_IP: "0",
    },
  });
});
afterAll(async () => {
  await app.close();
  await model.close();
});

type Sender = { browser: Browser; workspace?: string };

function send({ browser, workspace = "bevgenie" }: Sender, idempotencyKey: string): Promise<Response> {
  return browser.ask("/api/chat", {
    method: "POST",
    json: { message: "How long is a rollout?", mode: "text", idempotencyKey, useCache: false },
    headers: { "x-workspace": workspace },
  });
}

async function answered(sending: Promise<Response>, words: string): Promise<string> {
  const answer = await model.next();
  answer.say(words);
  answer.finish();
  return contentOf(await readFrames(await sending));
}

/** What two senders of one key get, the second while the first one's turn runs, and again when both have ended. */
async function twoSenders(one: Sender, other: Sender, key: string) {
  const first = send(one, key);
  const held = await model.next();
  const second = await answered(send(other, key), "To the other.");
  held.say("To one.");
  held.finish();
  return { first: contentOf(await readFrames(await first)), second };
}

const each = { first: "To one.", second: "To the other." };
const newKey = () => crypto.randomUUID();

async function visitor(workspace = "bevgenie"): Promise<Sender> {
  const sender = { browser: app.browser(), workspace };
  await answered(send(sender, newKey()), "Welcome.");
  return sender;
}

test("another visitor's key leads nobody to a turn that runs", async () => {
  const [one, other] = [await visitor(), await visitor()];
  expect(await twoSenders(one, other, newKey())).toEqual(each);
});

test("a key that anybody could guess leads nobody without a cookie to a turn that runs", async () => {
  expect(await twoSenders({ browser: app.browser() }, { browser: app.browser() }, "order-1")).toEqual(each);
});

test("a key is of one workspace, of a visitor and of somebody without a cookie", async () => {
  const [here, there] = [await visitor(), await visitor("elsewhere")];
  expect(await twoSenders(here, there, newKey())).toEqual(each);
  const newcomer = { browser: app.browser() };
  const key = newKey();
  expect(await twoSenders(newcomer, { browser: app.browser(), workspace: "elsewhere" }, key)).toEqual(each);
  const late = { browser: app.browser(), workspace: "elsewhere" };
  expect(contentOf(await readFrames(await send(late, key)))).toBe("To the other.");
});

test("a visitor's key leads nobody without a cookie to their turn, however long it is", async () => {
  const owner = await visitor();
  const key = newKey();
  expect(await twoSenders(owner, { browser: app.browser() }, key)).toEqual(each);
});

test("nor to their turn when it has ended", async () => {
  const key = newKey();
  expect(await answered(send(await visitor(), key), "To one.")).toBe("To one.");
  expect(await answered(send({ browser: app.browser() }, key), "To the other.")).toBe("To the other.");
});

test("a visitor's key is looked up as theirs alone before they wait", async () => {
  const [owner, other] = [await visitor(), await visitor()];
  const key = newKey();
  await answered(send(owner, key), "To one.");
  const { id } = await app.call<{ id: string }>("read_workspace", { p_slug: "bevgenie" });
  const lookUp = async ({ browser }: Sender) => {
    const { visitorId } = (await (await browser.ask("/api/session")).json()) as { visitorId: string };
    const owner = { p_workspace: id, p_visitor: visitorId, p_visitor_version: 1 };
    return app.call<object | null>("find_turn_of_key", { ...owner, p_key: turnKey(key, {}).key });
  };
  expect(await lookUp(owner)).toMatchObject({ status: "answered" });
  expect(await lookUp(other)).toBeNull();
});

test("without a cookie a key leads to its turn for ten minutes", async () => {
  const key = newKey();
  expect(await answered(send({ browser: app.browser() }, key), "To one.")).toBe("To one.");
  expect(contentOf(await readFrames(await send({ browser: app.browser() }, key)))).toBe("To one.");
  await runStatements(databaseUrl, ["update turn_keys set created_at = created_at - interval '11 minutes'"]);
  expect(await answered(send({ browser: app.browser() }, key), "To the other.")).toBe("To the other.");
});
