import pino, { type Logger } from "pino";

/** Names that may hold a secret; whatever has one of them is never written, at two levels of nesting. */
const secret = [
  "authorization",
  "cookie",
  "password",
  "apiKey",
  "secret",
  "SESSION_SECRET",
  "ADMIN_PASSWORD",
];

/** JSON lines on standard error. Message texts of visitors and models are not logged at any level above debug. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[secret]" },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
