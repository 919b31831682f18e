import { glob } from "node:fs/promises";
import { join } from "node:path";
import type { Call } from "../../lib/db/call.ts";
import { localEmbedder } from "../../lib/knowledge/embed-local.ts";
import { ingestDocument } from "../../lib/knowledge/ingest-document.ts";
import type { Runtime } from "../../lib/runtime.ts";
import type { Workspace } from "../../lib/workspace.ts";
import { company } from "./company.ts";
import { startTestDatabase } from "./database.ts";
import { type LogLine, startTestRuntime } from "./runtime.ts";

type Handler = (request: Request, context: { params: Promise<Record<string, unknown>> }) => Promise<Response>;
type Route = { segments: string[]; load: () => Promise<Record<string, Handler | undefined>> };

/** A request as a test writes it: `json` is sent as such, `body` as it is. */
export type Ask = {
  method?: string;
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

/** Somebody's browser: it keeps the cookies it is given and sends them along. */
export type Browser = {
  ask(path: string, ask?: Ask): Promise<Response>;
  cookies: Map<string, string>;
};

export type TestApp = {
  call: Call;
  runtime: Runtime;
  lines: LogLine[];
  /** Names of the SQL functions that the application called, in order. */
  calls: string[];
  browser(): Browser;
  /** Answers a request as Next would: by the route file of its address. */
  answer(request: Request): Promise<Response>;
  close(): Promise<void>;
};

const origin = "http://shop.example";

const documents = [
  {
    title: "Route planning",
    text: "# Route planning\n\nRoute planning gives each truck a sequence of stops. A dispatcher changes a route until the truck leaves.\n\n## Savings\n\nA planned route saves nine percent of the miles, measured over four weeks.",
  },
  {
    title: "Rollout",
    text: "# Rollout\n\nA rollout takes six weeks for one warehouse. The first week connects the ERP.\n\n## Training\n\nDrivers learn the app in two hours.",
  },
];

/**
 * The application on a database of its own, without a server: its route handlers, its settings from
 * `environment`, and companies of the given workspaces with a small knowledge base each.
 */
export async function startApp({
  environment = { NEW_VISITORS_PER_MINUTE_PER_IP: "0" },
  workspaces = [company()],
  through = async (url) => url,
}: {
  environment?: Record<string, string>;
  workspaces?: Workspace[];
  /** What the application reaches its database by, given the database's own address. */
  through?: (databaseUrl: string) => Promise<string>;
} = {}): Promise<TestApp> {
  const database = await startTestDatabase();
  const databaseUrl = await through(database.url);
  const { runtime, lines } = startTestRuntime({ environment, databaseUrl });
  for (const workspace of workspaces) await fill(database.call, workspace);
  const wired = await import("../../lib/wiring.ts");
  const calls: string[] = [];
  const application = wired.database();
  const uncounted = application.call;
  application.call = (name, args) => {
    calls.push(name);
    return uncounted(name, args);
  };
  const routes = await findRoutes();
  return {
    call: database.call,
    runtime,
    lines,
    calls,
    browser: () => openBrowser(routes),
    answer: (request) => answerWith(routes, request),
    close: async () => {
      await Promise.all([...runtime.running.values()].map((turn) => turn.finished));
      await Promise.all([...runtime.flushes].map((flush) => flush()));
      await application.close();
      await database.close();
    },
  };
}

async function fill(call: Call, workspace: Workspace): Promise<void> {
  const { id } = await call<{ id: string }>("write_workspace", {
    p_slug: workspace.slug,
    p_config: workspace,
  });
  for (const { title, text } of documents) {
    const document = { title, text, tags: [], sample: false };
    await ingestDocument({ workspaceId: id, document }, { call, embedder: localEmbedder });
  }
}

/** The files that Next makes its addresses of; a fixed name goes before a parameter, a parameter before the rest. */
async function findRoutes(): Promise<Route[]> {
  const routes: Route[] = [];
  for await (const file of glob("app/api/**/route.ts", { cwd: process.cwd() })) {
    const segments = file.split("/").slice(1, -1);
    routes.push({ segments, load: () => import(join(process.cwd(), file)) });
  }
  const rank = ({ segments }: Route) =>
    segments.map((segment) => (segment.includes("[...") ? 2 : segment.startsWith("[") ? 1 : 0)).join("");
  return routes.sort((a, b) => rank(a).localeCompare(rank(b)));
}

function match({ segments }: Route, path: string[]): Record<string, unknown> | undefined {
  const params: Record<string, unknown> = {};
  for (const [index, segment] of segments.entries()) {
    const rest = /^\[?\[\.\.\.(\w+)\]\]?$/.exec(segment)?.[1];
    if (rest)
      return path.length > index || segment.startsWith("[[")
        ? { ...params, [rest]: path.slice(index) }
        : undefined;
    const name = /^\[(\w+)\]$/.exec(segment)?.[1];
    const given = path[index];
    if (given === undefined || (!name && given !== segment)) return undefined;
    if (name) params[name] = given;
  }
  return segments.length === path.length ? params : undefined;
}

async function answerWith(routes: Route[], request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const segments = pathname.split("/").slice(1).map(decodeURIComponent);
  const route = routes.find((one) => match(one, segments));
  if (!route) throw new Error(`no route answers ${pathname}`);
  const handler = (await route.load())[request.method];
  if (!handler) throw new Error(`${pathname} does not answer ${request.method}`);
  return handler(request, { params: Promise.resolve(match(route, segments) ?? {}) });
}

function openBrowser(routes: Route[]): Browser {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async ask(path, { method = "GET", json, body, headers = {}, signal } = {}) {
      const url = new URL(path, origin);
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const sent = json === undefined ? body : JSON.stringify(json);
      const request = new Request(url, {
        method,
        ...(signal && { signal }),
        ...(sent !== undefined && { body: sent, duplex: "half" }),
        headers: {
          host: url.host,
          "x-client-address": "192.0.2.1",
          ...(json !== undefined && { "content-type": "application/json" }),
          ...(cookie && { cookie }),
          ...headers,
        },
      });
      const response = await answerWith(routes, request);
      for (const line of response.headers.getSetCookie()) keep(cookies, line);
      return response;
    },
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(/;\s*/);
  const at = pair.indexOf("=");
  const isGone = attributes.some((attribute) => attribute.toLowerCase() === "max-age=0");
  if (isGone) cookies.delete(pair.slice(0, at));
  else cookies.set(pair.slice(0, at), pair.slice(at + 1));
}

export type Frame = Record<string, unknown>;

/** The frames of an event stream, `[DONE]` as the last one's own word. */
export async function readFrames(response: Response): Promise<(Frame | "[DONE]")[]> {
  const text = await response.text();
  return text
    .split("\n\n")
    .flatMap((frame) => frame.split("\n").filter((line) => line.startsWith("data: ")))
    .map((line) => (line === "data: [DONE]" ? "[DONE]" : JSON.parse(line.slice(6))));
}

/** What stands under `key` in the one frame that has it. */
export function frameOf<Value>(frames: (Frame | "[DONE]")[], key: string): Value {
  const found = frames.find((frame): frame is Frame => frame !== "[DONE]" && key in frame);
  if (!found) throw new Error(`no frame has ${key}: ${JSON.stringify(frames)}`);
  return found[key] as Value;
}

/** All that was said, in one. */
export function contentOf(frames: (Frame | "[DONE]")[]): string {
  return frames.map((frame) => (frame === "[DONE]" ? "" : String(frame.content ?? ""))).join("");
}
