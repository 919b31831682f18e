/** Keys of programs: shown once, kept as a hash, good for their scopes and their workspace, gone when revoked. */
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { POST as addDocument, GET as documents } from "../../../../app/api/admin/documents/route.ts";
import { DELETE } from "../../../../app/api/admin/workspaces/[slug]/keys/[id]/route.ts";
import { GET, POST } from "../../../../app/api/admin/workspaces/[slug]/keys/route.ts";
import { findApiKey } from "../../../../lib/api-key.ts";
import { requireCaller } from "../../../../lib/auth.ts";
import { database } from "../../../../lib/wiring.ts";
import { adminRequest, jsonRequest, openConsole, withParams } from "./open-console.ts";

type Made = { id: string; key: string; hint: string; scopes: string[]; tier: string };

let console_: Awaited<ReturnType<typeof openConsole>>;
beforeAll(async () => {
  console_ = await openConsole();
});
afterAll(() => console_.close());

const path = (slug = "bevgenie") => `workspaces/${slug}/keys`;
const inWorkspace = (slug = "bevgenie") => withParams({ slug });

async function make(body: object = {}, slug = "bevgenie"): Promise<Made> {
  const response = await POST(
    jsonRequest(path(slug), { name: "Shop", scopes: ["chat"], ...body }),
    inWorkspace(slug),
  );
  expect(response.status).toBe(201);
  return (await response.json()) as Made;
}

const revoke = (id: string, slug = "bevgenie", headers: Record<string, string> = {}) =>
  DELETE(adminRequest(`${path(slug)}/${id}`, { method: "DELETE", headers }), withParams({ slug, id }));

const asCaller = (key: string, headers: Record<string, string> = {}) =>
  new Request("http://localhost:3000/", { headers: { authorization: `Bearer ${key}`, ...headers } });

const call = () => database().call;
let lookups = 0;
const counted: ReturnType<typeof call> = (name, args) => {
  lookups += 1;
  return call()(name, args);
};
afterEach(() => {
  lookups = 0;
});

test("a key is shown once, and only its hash is stored", async () => {
  const made = await make({ name: "Web shop", tier: "professional" });
  expect(made.key).toMatch(/^bg_live_[\w-]{43}$/);
  expect(made.key.startsWith(made.hint.slice(0, -1))).toBe(true);
  const listed = await (await GET(adminRequest(path()), inWorkspace())).text();
  expect(listed).toContain('"name":"Web shop"');
  expect(listed).not.toContain(made.key);
  const dump = JSON.stringify(
    await console_.call("list_api_keys", { p_workspace: (await workspaceId("bevgenie")) ?? "" }),
  );
  expect(dump).not.toContain(made.key);
  expect(dump).not.toMatch(/hash/);
});

const workspaceId = async (slug: string) =>
  (await console_.call<{ id: string } | null>("read_workspace", { p_slug: slug }))?.id;

test("a key speaks for its own workspace, with its tier, within its scopes", async () => {
  const { key, id } = await make({ scopes: ["chat", "chat"], tier: "professional" }, "other");
  expect(await requireCaller(asCaller(key), { call: call(), scope: "chat" })).toEqual({
    workspaceSlug: "other",
    tier: "professional",
    role: "viewer",
    by: { kind: "key", keyId: id },
  });
  await expect(
    requireCaller(asCaller(key, { "x-workspace": "other" }), { call: call(), scope: "chat" }),
  ).resolves.toMatchObject({ workspaceSlug: "other" });
  await expect(
    requireCaller(asCaller(key, { "x-workspace": "bevgenie" }), { call: call(), scope: "chat" }),
  ).rejects.toMatchObject({ status: 403 });
  for (const scope of ["generate", "read", "admin"] as const) {
    await expect(requireCaller(asCaller(key), { call: call(), scope })).rejects.toMatchObject({
      status: 403,
    });
  }
});

test.each([
  "bg_live_",
  "bg_live_0000000000000000000000000000000000000000000",
  "nonsense",
  "an-admin-key-of-some-lengtH",
])("%s opens nothing", async (wrong) => {
  await expect(requireCaller(asCaller(wrong), { call: call(), scope: "chat" })).rejects.toMatchObject({
    status: 401,
  });
});

test("the installation's own key may everything, in the workspace it names", async () => {
  const request = asCaller("an-admin-key-of-some-length", { "x-workspace": "other" });
  for (const scope of ["chat", "generate", "read", "admin"] as const) {
    await expect(requireCaller(request, { call: call(), scope })).resolves.toMatchObject({
      workspaceSlug: "other",
      role: "owner",
    });
  }
});

test("an operator's session calls too, in their workspaces and by their role", async () => {
  const cookie = await console_.signIn({ role: "viewer", workspaces: ["other"] });
  const request = (headers = {}) =>
    new Request("http://localhost:3000/", { headers: { cookie, ...headers } });
  await expect(requireCaller(request(), { call: call(), scope: "read" })).resolves.toMatchObject({
    workspaceSlug: "other",
    by: { kind: "operator" },
  });
  await expect(requireCaller(request(), { call: call(), scope: "chat" })).rejects.toMatchObject({
    status: 403,
  });
  await expect(
    requireCaller(request({ "x-workspace": "bevgenie" }), { call: call(), scope: "read" }),
  ).rejects.toMatchObject({ status: 403 });
});

test("a revoked key is refused at once, though it was used a moment ago", async () => {
  const { key, id } = await make();
  await requireCaller(asCaller(key), { call: call(), scope: "chat" });
  expect((await revoke(id)).status).toBe(200);
  await expect(requireCaller(asCaller(key), { call: call(), scope: "chat" })).rejects.toMatchObject({
    status: 401,
  });
  const listed = (await (await GET(adminRequest(path()), inWorkspace())).json()) as {
    keys: { id: string; revokedAt: string | null; lastUsedAt: string | null }[];
  };
  expect(listed.keys.find((one) => one.id === id)).toMatchObject({
    revokedAt: expect.any(String),
    lastUsedAt: expect.any(String),
  });
});

test("an answer that was on its way when the key was revoked is not remembered", async () => {
  const { key, id } = await make();
  const slow: ReturnType<typeof call> = async (name, args) => {
    const answer = await call()(name, args);
    await revoke(id);
    return answer as never;
  };
  expect(await findApiKey(key, { call: slow })).toMatchObject({ keyId: id });
  expect(await findApiKey(key, { call: call() })).toBeNull();
});

test("another instance that revokes it is heard after two seconds at most", async () => {
  const { key, id } = await make();
  let now = 1_000_000;
  const find = () => findApiKey(key, { call: counted, now: () => now });
  await find();
  await find();
  expect(lookups).toBe(1);
  await console_.call("revoke_api_key", { p_workspace: (await workspaceId("bevgenie")) ?? "", p_key: id });
  now += 1_999;
  expect(await find()).toMatchObject({ keyId: id });
  now += 1;
  expect(await find()).toBeNull();
});

test("only an owner makes and revokes keys; a key makes none, whatever its scopes", async () => {
  const { key } = await make({ scopes: ["admin"] });
  const editor = await console_.signIn({ role: "editor", workspaces: ["bevgenie"] });
  const owner = await console_.signIn({ role: "owner", workspaces: ["bevgenie"] });
  const body = { name: "Mine", scopes: ["admin"] };
  const status = async (headers: Record<string, string>, slug = "bevgenie") =>
    (await POST(jsonRequest(path(slug), body, headers), inWorkspace(slug))).status;
  expect(await status({ cookie: editor })).toBe(403);
  expect(await status({ authorization: `Bearer ${key}` })).toBe(403);
  expect(await status({ cookie: owner })).toBe(201);
  expect(await status({ cookie: owner }, "other")).toBe(403);
  expect(await status({ authorization: "Bearer wrong" })).toBe(401);
});

test("a key of another workspace is not there", async () => {
  const { id, key } = await make({}, "other");
  expect((await revoke(id, "bevgenie")).status).toBe(404);
  expect(await findApiKey(key, { call: call() })).toMatchObject({ keyId: id });
});

test("scope read reads the console's knowledge, scope admin changes it, scope chat neither", async () => {
  const as = async (scope: string) => {
    const { key } = await make({ scopes: [scope] });
    const headers = { authorization: `Bearer ${key}` };
    const read = await documents(adminRequest("documents", { headers }), withParams({}));
    const write = await addDocument(
      jsonRequest("documents", { title: scope, content: "Some words of it." }, headers),
      withParams({}),
    );
    return [read.status, write.status];
  };
  expect(await as("read")).toEqual([200, 403]);
  expect(await as("admin")).toEqual([200, 200]);
  expect(await as("chat")).toEqual([403, 403]);
});

test.each([
  [{ name: "" }, "name"],
  [{ scopes: [] }, "scopes"],
  [{ scopes: ["everything"] }, "scopes.0"],
  [{ tier: "gold" }, "tier"],
  [{ key: "bg_live_of_my_own" }, "key"],
])("%j is refused", async (change, field) => {
  const body = { name: "Shop", scopes: ["chat"], ...change };
  const response = await POST(jsonRequest(path(), body), inWorkspace());
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { code: "invalid_request", field } });
});
