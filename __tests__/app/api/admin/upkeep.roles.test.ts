/** Who may look after the knowledge base: a viewer reads and changes nothing, a stranger does neither. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { adminRequest, openConsole } from "./open-console.ts";

let app: Awaited<ReturnType<typeof openConsole>>;
let viewer: string;

beforeAll(async () => {
  app = await openConsole();
  viewer = await app.signIn({ role: "viewer", workspaces: ["bevgenie"] });
});
afterAll(() => app.close());

const id = crypto.randomUUID();

/** Answers a request by the route file of its pattern, as Next would. */
async function ask(method: string, pattern: string, cookie: string): Promise<number> {
  const file = `app/api/admin/${pattern}/route.ts`;
  const route = await import(join(process.cwd(), file));
  const request = adminRequest(pattern.replace("[id]", id).replace("[version]", "1"), {
    method,
    headers: { cookie, "content-type": "application/json" },
    ...(method !== "GET" && { body: "{}" }),
  });
  const response: Response = await route[method](request, { params: Promise.resolve({ id, version: "1" }) });
  return response.status;
}

const reads: [method: string, pattern: string, status: number][] = [
  ["GET", "judged-questions", 200],
  ["GET", "judged-runs", 200],
  ["GET", "judged-runs/[id]", 404],
  ["GET", "findings", 200],
  ["GET", "document-uses", 200],
  ["GET", "documents/[id]/versions", 404],
  ["GET", "documents/[id]/versions/[version]", 404],
];
const writes: [method: string, pattern: string][] = [
  ["POST", "judged-questions"],
  ["POST", "judged-questions/import"],
  ["PUT", "judged-questions/[id]"],
  ["DELETE", "judged-questions/[id]"],
  ["POST", "judged-runs"],
  ["DELETE", "judged-runs/[id]"],
  ["POST", "judged-runs/[id]/stop"],
  ["POST", "findings/scan"],
  ["PATCH", "findings/[id]"],
  ["POST", "documents/[id]/restore"],
];

test.each(reads)("a viewer may %s %s", async (method, pattern, status) => {
  expect(await ask(method, pattern, viewer)).toBe(status);
});

test.each(writes)("a viewer may not %s %s", async (method, pattern) => {
  expect(await ask(method, pattern, viewer)).toBe(403);
});

const every = [...reads, ...writes].map(([method, pattern]): [string, string] => [method, pattern]);

test.each(every)("a stranger may not %s %s", async (method, pattern) => {
  expect(await ask(method, pattern, "nothing=known")).toBe(401);
});
