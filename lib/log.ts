import pino, { type DestinationStream, type Logger } from "pino";
import { describeError } from "./log-error.ts";

/** Names that may hold a secret; whatever has one of them is never written, at two levels of nesting. */
const secret = [
  "authorization",
  "cookie",
  "set-cookie",
  "password",
  "apiKey",
  "key",
  "token",
  "secret",
  "SESSION_SECRET",
  "ADMIN_PASSWORD",
  "ADMIN_API_KEY",
];

/**
 * JSON lines on standard error. At `info` and above nothing that a visitor, a document or a model said is in a line;
 * `debug` and `trace` tell errors whole, with what a provider or the database said of them.
 */
export function createLog(
  level: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: false }),
): Logger {
  const isWhole = level === "debug" || level === "trace";
  return pino(
    {
      level,
      redact: { paths: secret.flatMap(pathsOf), censor: "[secret]" },
      ...(!isWhole && { serializers: { err: describeError } }),
    },
    destination,
  );
}

function pathsOf(name: string): string[] {
  const quoted = `["${name}"]`;
  return [quoted, `*${quoted}`, `*.*${quoted}`];
}
