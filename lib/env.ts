import { z } from "zod";
import { isAllowedPrivateEntry } from "./web/allowed-private.ts";

/**
 * The settings of this installation, read once from the environment: the only place that does.
 * The names and defaults are documented in `.env.example`.
 */

const port = z.coerce.number().int().min(0).max(65535);
const httpUrl = z.url({ protocol: /^https?$/ });
/** One address or several, separated by commas, each with `=weight` where it is to get more than its share. */
const httpUrls = z
  .string()
  .refine((text) =>
    text.split(",").every((one) => httpUrl.safeParse(one.trim().replace(/=\d{1,3}$/, "")).success),
  );
/** One key or several, in the same way. */
const keys = z.string().regex(/^[^\s,]+(\s*,\s*[^\s,]+)*$/);
const modelName = z.string().regex(/^[\w.:/-]{1,120}$/);
const whole = z.coerce.number().int().min(0);

const schema = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default("0.0.0.0"),
  DATA_DIR: z.string().min(1).default(".data"),
  SUPABASE_URL: httpUrl.optional(),
  SUPABASE_SECRET_KEY: z.string().min(1).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/)
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/\S+$/)
    .optional(),
  OPENAI_API_KEY: keys.optional(),
  OPENAI_BASE_URL: httpUrls.optional(),
  ANTHROPIC_API_KEY: keys.optional(),
  ANTHROPIC_BASE_URL: httpUrls.optional(),
  OLLAMA_BASE_URL: httpUrls.optional(),
  CHAT_MODEL: modelName.optional(),
  ECONOMY_MODEL: modelName.optional(),
  PAGE_MODEL: modelName.optional(),
  EMBEDDING_MODEL: modelName.optional(),
  SESSION_SECRET: z.string().min(32).optional(),
  ADMIN_PASSWORD: z.string().min(12).optional(),
  ADMIN_API_KEY: z.string().min(16).optional(),
  DEFAULT_TIER: z.enum(["free", "basic", "professional", "enterprise"]).default("basic"),
  NEW_VISITORS_PER_MINUTE_PER_IP: whole.default(30),
  SPEND_LIMIT_USD_PER_DAY: z.coerce.number().positive().optional(),
  ALERT_WEBHOOK_HOSTS: z
    .string()
    .transform((list) => list.split(",").map((host) => host.trim().toLowerCase()))
    .pipe(z.array(z.string().regex(/^[a-z0-9.:[\]-]{1,253}$/)))
    .default([]),
  WEB_ALLOW_PRIVATE: z
    .string()
    .transform((list) => list.split(",").map((entry) => entry.trim().toLowerCase()))
    .pipe(z.array(z.string().refine(isAllowedPrivateEntry)))
    .default([]),
  TRUST_PROXY: whole.max(10).default(0),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

export type DatabaseKind = "supabase" | "postgres" | "embedded";
export type Settings = z.infer<typeof schema> & { databaseKind: DatabaseKind };

/** What each variable must be, in words for the one who set it. */
const rules: Record<string, string> = {
  PORT: "a port number from 0 to 65535",
  SUPABASE_URL: "an http(s) address",
  SUPABASE_SECRET_KEY: "the project's secret key",
  DATABASE_URL: "a postgres:// connection string",
  REDIS_URL: "a redis:// or rediss:// address",
  OPENAI_API_KEY: "a key, or several separated by commas",
  ANTHROPIC_API_KEY: "a key, or several separated by commas",
  OPENAI_BASE_URL: "an http(s) address, or several separated by commas",
  ANTHROPIC_BASE_URL: "an http(s) address, or several separated by commas",
  OLLAMA_BASE_URL: "an http(s) address, or several separated by commas",
  CHAT_MODEL: "the name of a model, or provider:model",
  ECONOMY_MODEL: "the name of a model, or provider:model",
  PAGE_MODEL: "the name of a model, or provider:model",
  EMBEDDING_MODEL: "the name of a model, provider:model, or local",
  SESSION_SECRET: "at least 32 characters",
  ADMIN_PASSWORD: "at least 12 characters",
  ADMIN_API_KEY: "at least 16 characters",
  DEFAULT_TIER: "one of free, basic, professional, enterprise",
  NEW_VISITORS_PER_MINUTE_PER_IP: "a whole number, 0 to turn it off",
  SPEND_LIMIT_USD_PER_DAY: "an amount in US dollars above 0",
  ALERT_WEBHOOK_HOSTS: "names of hosts, separated by commas",
  WEB_ALLOW_PRIVATE: "names of hosts, addresses or networks like 10.1.0.0/16, separated by commas",
  TRUST_PROXY: "how many proxies stand in front, 0 to 10",
  OTEL_EXPORTER_OTLP_ENDPOINT: "an http(s) address",
  LOG_LEVEL: "one of fatal, error, warn, info, debug, trace, silent",
};

/** A setting that cannot be used; `message` names the variable and its rule, never its value. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly variable: string;

  constructor(variable: string, rule: string) {
    super(`${variable} is not usable: it must be ${rule}.`);
    this.variable = variable;
  }
}

/** Reads and checks the environment. An empty variable counts as unset. Throws SettingsError. */
export function readSettings(environment: Record<string, string | undefined> = process.env): Settings {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]);
    throw new SettingsError(name, rules[name] ?? "a valid value");
  }
  const settings = parsed.data;
  const databaseKind = chooseDatabase(settings);
  if (databaseKind !== "embedded") requireSecrets(settings);
  return { ...settings, databaseKind };
}

function chooseDatabase(settings: z.infer<typeof schema>): DatabaseKind {
  if (settings.SUPABASE_URL && settings.SUPABASE_SECRET_KEY) return "supabase";
  if (settings.SUPABASE_URL) throw new SettingsError("SUPABASE_SECRET_KEY", "set together with SUPABASE_URL");
  if (settings.SUPABASE_SECRET_KEY) {
    throw new SettingsError("SUPABASE_URL", "set together with SUPABASE_SECRET_KEY");
  }
  return settings.DATABASE_URL ? "postgres" : "embedded";
}

function requireSecrets(settings: z.infer<typeof schema>): void {
  for (const name of ["SESSION_SECRET", "ADMIN_PASSWORD"] as const) {
    if (!settings[name]) {
      throw new SettingsError(name, `set when the database is not the embedded one (${rules[name]})`);
    }
  }
}
