import { tmpdir } from "node:os";
import { join } from "node:path";
import pino, { type Logger } from "pino";
import { readSettings } from "../../lib/env.ts";
import { type Runtime, startRuntime } from "../../lib/runtime.ts";

export type LogLine = { level: number; msg: string; [name: string]: unknown };

/** A log that keeps its lines instead of writing them. */
export function keptLog(): { log: Logger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => lines.push(JSON.parse(line)) });
  return { log, lines };
}

/** Nobody's own: what a test's application leaves unwritten stays out of the working directory. */
export const testDataDir = join(tmpdir(), `bevgenie-test-data-${process.pid}`);

/** What the server sets up before the application runs, for a test: settings from `environment` alone. */
export function startTestRuntime({
  environment = { NEW_VISITORS_PER_MINUTE_PER_IP: "0" },
  databaseUrl,
}: {
  environment?: Record<string, string>;
  databaseUrl?: string;
} = {}): { runtime: Runtime; lines: LogLine[] } {
  const { log, lines } = keptLog();
  const settings = readSettings({ DATA_DIR: testDataDir, ...environment });
  const SESSION_SECRET = settings.SESSION_SECRET ?? "a secret of this test, long enough";
  return { runtime: startRuntime({ settings: { ...settings, SESSION_SECRET }, databaseUrl, log }), lines };
}
