import pg from "pg";
import { toConnection } from "../../../../lib/db/postgres.ts";
import { readSettings } from "../../../../lib/env.ts";
import { createLog } from "../../../../lib/log.ts";
import { startRuntime } from "../../../../lib/runtime.ts";
import { writeOperatorSession } from "../../../../lib/session.ts";
import { database } from "../../../../lib/wiring.ts";
import { startTestDatabase } from "../../../support/database.ts";
import { testDataDir } from "../../../support/runtime.ts";

/** Two companies on a database of their own, and what a client needs to speak to the admin API. */
export async function openConsole() {
  const test = await startTestDatabase();
  const settings = readSettings({
    DATABASE_URL: test.url,
    DATA_DIR: testDataDir,
    SESSION_SECRET: "a secret of thirty-two characters or more",
    ADMIN_PASSWORD: "a long enough password",
    ADMIN_API_KEY: key,
    EMBEDDING_MODEL: "local",
    NODE_ENV: "test",
  });
  const { flushes } = startRuntime({
    settings: { ...settings, SESSION_SECRET: String(settings.SESSION_SECRET) },
    databaseUrl: test.url,
    log: createLog("silent"),
  });
  for (const slug of ["bevgenie", "other"]) {
    await test.call("write_workspace", { p_slug: slug, p_config: companyOf(slug) });
  }
  return {
    call: test.call,
    /** The cookie of an operator who is signed in, with a role in some workspaces. */
    signIn: (operator: { role: string; workspaces: string[] }) => signIn(test.url, operator),
    close: async () => {
      await Promise.all([...flushes].map((flush) => flush()));
      await database().close();
      await test.close();
    },
  };
}

const key = "an-admin-key-of-some-length";

/** A request as server.ts hands it on; a bearer key unless there is a cookie. */
export function adminRequest(
  path: string,
  {
    method = "GET",
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: BodyInit } = {},
): Request {
  const isStream = body instanceof ReadableStream;
  return new Request(`http://localhost:3000/api/admin/${path}`, {
    method,
    headers: {
      "x-client-address": "127.0.0.1",
      ...(!headers.cookie && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(body !== undefined && { body, ...(isStream && { duplex: "half" }) }),
  });
}

export function jsonRequest(path: string, value: unknown, headers: Record<string, string> = {}): Request {
  return adminRequest(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value),
  });
}

/** What a route file's export expects beside the request. */
export function withParams<Params>(params: Params): { params: Promise<Params> } {
  return { params: Promise.resolve(params) };
}

async function signIn(
  url: string,
  { role, workspaces }: { role: string; workspaces: string[] },
): Promise<string> {
  const client = new pg.Client(toConnection(url));
  await client.connect();
  const sessionId = crypto.randomUUID();
  await client.query(
    `with made as (insert into operators (email, password_hash, role) values ($1, '-', $2) returning id),
          given as (insert into operator_workspaces select made.id, w.id from made, workspaces w where w.slug = any ($3))
     insert into operator_sessions (id, operator_id, expires_at) select $4, id, now() + interval '1 hour' from made`,
    [`${sessionId}@example.com`, role, workspaces, sessionId],
  );
  await client.end();
  const headers = new Headers();
  await writeOperatorSession(new Request("http://localhost:3000/"), headers, sessionId);
  return String(headers.get("set-cookie")).split(";")[0] ?? "";
}

function companyOf(slug: string) {
  const example = (text: string) => [text, `${text}?`];
  return {
    slug,
    name: slug,
    welcome: "For people who ask.",
    starters: ["What do you sell?"],
    brand: { accent: "#1d5c45" },
    personas: [
      { id: "driver", name: "Driver", description: "Drives a truck.", examples: example("My truck is late") },
    ],
    intents: [
      {
        id: "question",
        name: "Question",
        description: "Asks.",
        examples: example("How does it work"),
        outcome: {},
      },
    ],
    voices: [{ id: "plain", name: "Plain", description: "", prompt: "Speak plainly." }],
    defaultVoice: "plain",
    prompt: { about: "A company.", guidelines: [] },
  };
}
