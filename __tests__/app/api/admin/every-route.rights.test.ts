/** Every address of the console and of programs, those of tomorrow too: found by their files, asked by all who may not. */
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { POST as makeKey } from "../../../../app/api/admin/workspaces/[slug]/keys/route.ts";
import { jsonRequest, openConsole, withParams } from "./open-console.ts";

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;
type Exchange = { path: string; method: string; handler: Handler };

/** What anybody may ask, and how an operator comes to be one. */
const open = new Set(["/api/admin/session", "/api/orchestrator/health"]);
/** What only reads, though its question is a body. */
const readsByPost = new Set(["/api/admin/search"]);

/** Also what matches no other address, which is asked under a name of nobody. */
const params = { slug: "bevgenie", id: crypto.randomUUID(), path: ["nowhere"] };
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

let app: Awaited<ReturnType<typeof openConsole>>;
let exchanges: Exchange[];

beforeAll(async () => {
  app = await openConsole();
  exchanges = [];
  for await (const file of glob("app/api/{admin,orchestrator,v1}/**/route.ts", { cwd: process.cwd() })) {
    const path = `/${file.split("/").slice(1, -1).join("/")}`;
    const route = (await import(join(process.cwd(), file))) as Record<string, Handler>;
    for (const method of open.has(path) || path.includes("[[...") ? [] : methods) {
      const handler = route[method];
      const exchange = handler && { path, method, handler };
      if (exchange && (await ask(exchange, {})) !== 405) exchanges.push(exchange);
    }
  }
  expect(exchanges.length).toBeGreaterThan(20);
});
afterAll(() => app.close());

async function ask({ path, method, handler }: Exchange, headers: Record<string, string>): Promise<number> {
  const address = path.replaceAll("[slug]", params.slug).replaceAll(/\[\w+\]/g, params.id);
  const body = method === "GET" ? {} : { body: "{}" };
  const request = new Request(`http://localhost:3000${address}`, {
    method,
    headers: { "x-client-address": "127.0.0.1", "content-type": "application/json", ...headers },
    ...body,
  });
  const names = [...path.matchAll(/\[(\w+)\]/g)].map(([, name]) => name);
  const named = Object.fromEntries(names.map((name) => [name, name === "slug" ? params.slug : params.id]));
  const response = await handler(request, { params: Promise.resolve(named) });
  await response.text();
  return response.status;
}

/** Those of the exchanges that were answered with anything but one of these statuses. */
async function answeredOtherwise(
  headers: Record<string, string>,
  { statuses, of = () => true }: { statuses: number[]; of?: (exchange: Exchange) => boolean },
): Promise<string[]> {
  const others: string[] = [];
  for (const exchange of exchanges.filter(of)) {
    const status = await ask(exchange, headers);
    if (!statuses.includes(status)) others.push(`${status} ${exchange.method} ${exchange.path}`);
  }
  return others;
}

async function key(scopes: string[], slug: string): Promise<string> {
  const made = await makeKey(
    jsonRequest(`workspaces/${slug}/keys`, { name: "Key", scopes }),
    withParams({ slug }),
  );
  return ((await made.json()) as { key: string }).key;
}

const isAdmin = ({ path }: Exchange) => path.startsWith("/api/admin/");

test("nobody gets in without credentials, or with wrong ones", async () => {
  expect(await answeredOtherwise({}, { statuses: [401] })).toEqual([]);
  const wrong = { authorization: `Bearer bg_live_${"x".repeat(43)}` };
  expect(await answeredOtherwise(wrong, { statuses: [401] })).toEqual([]);
  expect(await answeredOtherwise({ authorization: "Basic b3duZXI6" }, { statuses: [401] })).toEqual([]);
});

test("a key for chats does not open the console", async () => {
  const chat = { authorization: `Bearer ${await key(["chat", "generate"], "bevgenie")}` };
  expect(await answeredOtherwise(chat, { statuses: [403], of: isAdmin })).toEqual([]);
});

test("whoever owns one workspace has no right to another", async () => {
  const elsewhere = { "x-workspace": "bevgenie" };
  const cookie = await app.signIn({ role: "owner", workspaces: ["other"] });
  expect(await answeredOtherwise({ cookie, ...elsewhere }, { statuses: [403] })).toEqual([]);
  const authorization = `Bearer ${await key(["admin"], "other")}`;
  expect(await answeredOtherwise({ authorization, ...elsewhere }, { statuses: [403] })).toEqual([]);
});

test("a viewer changes nothing", async () => {
  const cookie = await app.signIn({ role: "viewer", workspaces: ["bevgenie"] });
  const changes = ({ path, method }: Exchange) =>
    method !== "GET" && !(method === "POST" && readsByPost.has(path));
  expect(await answeredOtherwise({ cookie }, { statuses: [403], of: changes })).toEqual([]);
});

test("another site cannot have a signed-in browser change anything", async () => {
  const cookie = await app.signIn({ role: "owner", workspaces: ["bevgenie"] });
  const headers = { cookie, origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
  const changes = ({ method }: Exchange) => method !== "GET";
  expect(await answeredOtherwise(headers, { statuses: [403], of: changes })).toEqual([]);
});
