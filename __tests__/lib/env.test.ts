import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { readSettings, SettingsError } from "../../lib/env.ts";

const secrets = { SESSION_SECRET: "s".repeat(32), ADMIN_PASSWORD: "a long password" };

test("with nothing set there are defaults, and the embedded database", () => {
  expect(readSettings({})).toEqual({
    PORT: 3000,
    HOST: "0.0.0.0",
    DATA_DIR: ".data",
    DEFAULT_TIER: "basic",
    ALERT_WEBHOOK_HOSTS: [],
    WEB_ALLOW_PRIVATE: [],
    NEW_VISITORS_PER_MINUTE_PER_IP: 30,
    TRUST_PROXY: 0,
    LOG_LEVEL: "info",
    databaseKind: "embedded",
  });
});

test.each([
  ["PORT", "http"],
  ["PORT", "65536"],
  ["PORT", "-1"],
  ["PORT", "3000.5"],
  ["SUPABASE_URL", "project.supabase.example"],
  ["SUPABASE_URL", "ftp://project.example"],
  ["DATABASE_URL", "mysql://root@db/x"],
  ["DATABASE_URL", "postgres://with a blank"],
  ["REDIS_URL", "http://cache:6379"],
  ["OPENAI_BASE_URL", "not-an-address"],
  ["OPENAI_BASE_URL", "https://one.example/v1,two.example"],
  ["OPENAI_API_KEY", "sk-one,,sk-two"],
  ["ANTHROPIC_BASE_URL", "file:///etc/passwd"],
  ["ANTHROPIC_API_KEY", "sk-one sk-two"],
  ["OLLAMA_BASE_URL", "javascript:alert(1)"],
  ["CHAT_MODEL", "a model with blanks"],
  ["ECONOMY_MODEL", "x".repeat(121)],
  ["PAGE_MODEL", "<page>"],
  ["EMBEDDING_MODEL", "né"],
  ["SESSION_SECRET", "short-secret"],
  ["ADMIN_PASSWORD", "short-pass"],
  ["ADMIN_API_KEY", "short-key"],
  ["DEFAULT_TIER", "platinum"],
  ["NEW_VISITORS_PER_MINUTE_PER_IP", "minus-one"],
  ["NEW_VISITORS_PER_MINUTE_PER_IP", "-1"],
  ["SPEND_LIMIT_USD_PER_DAY", "0"],
  ["SPEND_LIMIT_USD_PER_DAY", "lots-of-money"],
  ["SPEND_LIMIT_USD_PER_DAY", "Infinity"],
  ["WEB_ALLOW_PRIVATE", "http://wiki.example"],
  ["WEB_ALLOW_PRIVATE", "10.1.0.0/33"],
  ["WEB_ALLOW_PRIVATE", "10.2.0"],
  ["WEB_ALLOW_PRIVATE", "wiki.example,,10.0.0.1"],
  ["WEB_ALLOW_PRIVATE", "*.example"],
  ["TRUST_PROXY", "true"],
  ["TRUST_PROXY", "11"],
  ["LOG_LEVEL", "verbose"],
])("%s=%s is refused by name and rule, without the value", (name, value) => {
  const error = thrownBy(() => readSettings({ [name]: value }));
  expect(error).toBeInstanceOf(SettingsError);
  expect(error.message).toMatch(new RegExp(`^${name} is not usable: it must be .{8,}\\.$`));
  expect(error.message).not.toContain("a valid value");
  if (value.length > 4) expect(error.message).not.toContain(value);
});

test("an empty or blank variable counts as unset", () => {
  expect(readSettings({ PORT: "", SUPABASE_URL: "  ", OPENAI_API_KEY: "" })).toEqual(readSettings({}));
});

test("blanks around a value are not part of it", () => {
  expect(readSettings({ PORT: " 8080 ", ADMIN_API_KEY: ` ${"k".repeat(16)}\n` })).toMatchObject({
    PORT: 8080,
    ADMIN_API_KEY: "k".repeat(16),
  });
});

test("a variable of no meaning to us is left alone", () => {
  expect(readSettings({ PATH: "/bin", NODE_ENV: "test" })).toEqual(readSettings({}));
});

test("Supabase goes before Postgres, and Postgres before the embedded one", () => {
  const supabase = { SUPABASE_URL: "https://project.example", SUPABASE_SECRET_KEY: "sb_secret_x" };
  const postgres = { DATABASE_URL: "postgresql://user@db.example/bevgenie" };
  expect(readSettings({ ...secrets, ...supabase, ...postgres }).databaseKind).toBe("supabase");
  expect(readSettings({ ...secrets, ...postgres }).databaseKind).toBe("postgres");
  expect(readSettings(secrets).databaseKind).toBe("embedded");
});

test.each([
  [{ SUPABASE_URL: "https://project.example" }, "SUPABASE_SECRET_KEY"],
  [{ SUPABASE_SECRET_KEY: "sb_secret_x" }, "SUPABASE_URL"],
])("half of Supabase's settings names the other half", (given, missing) => {
  const error = thrownBy(() => readSettings({ ...secrets, ...given }));
  expect(error).toMatchObject({ variable: missing });
  expect(error.message).not.toContain("sb_secret_x");
});

test.each(["SESSION_SECRET", "ADMIN_PASSWORD"] as const)(
  "%s must be set when the database is not the embedded one",
  (name) => {
    const { [name]: _, ...others } = secrets;
    const error = thrownBy(() => readSettings({ ...others, DATABASE_URL: "postgres://user@db/x" }));
    expect(error).toMatchObject({ variable: name });
  },
);

function thrownBy(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("nothing was thrown");
}

test("a provider may have several keys and addresses, with weights", () => {
  const several = {
    OPENAI_API_KEY: "sk-one=3, sk-two",
    OPENAI_BASE_URL: "https://one.example/v1=2,https://two.example/v1",
  };
  expect(readSettings(several)).toMatchObject(several);
});

test("every setting that is read is in .env.example, and every one there is read", () => {
  const asked = new Set<string>();
  readSettings(new Proxy({}, { get: (_, name) => void asked.add(String(name)) }));
  const example = readFileSync(join(import.meta.dirname, "../../.env.example"), "utf8");
  const listed = [...example.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual([...asked].toSorted());
});
