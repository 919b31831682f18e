/**
 * `npm test [-- <what jest takes>]`: runs jest, and once more those files whose process was ended by V8. Embedded
 * databases that come and go in one process now and then end it ("Check failed: jit_page_->allocations_.erase", nodejs/node
 * issue 64500); a server has one for as long as it runs. Nothing else is tried again: what fails, fails.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";

type TestFile = { name: string; message: string; assertionResults: unknown[] };
type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: TestFile[];
};

const folder = await mkdtemp(join(tmpdir(), "bevgenie-jest-"));
try {
  const asked = process.argv.slice(2);
  const first = await runJest(asked);
  const ended = first.report?.testResults.filter(isEndedByV8).map(({ name }) => name) ?? [];
  if (!first.report || ended.length === 0) process.exitCode = first.code;
  else process.exitCode = await runAgain(ended, first.report);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function runAgain(files: string[], before: Report): Promise<number> {
  console.log(`\nV8 ended the process of these files; they are run again:\n  ${files.join("\n  ")}\n`);
  const { code, report } = await runJest(["--runTestsByPath", ...files]);
  if (!report) return code || 1;
  const passed = before.numPassedTests + report.numPassedTests;
  const failed = before.numFailedTests + report.numFailedTests;
  const skipped = before.numPendingTests + report.numPendingTests;
  const parts = [failed && `${failed} failed`, skipped && `${skipped} skipped`, `${passed} passed`];
  console.log(`\nBoth runs together:\nTests:       ${parts.filter(Boolean).join(", ")}`);
  const otherFailures = before.testResults.some((file) => isFailed(file) && !isEndedByV8(file));
  return otherFailures ? 1 : code;
}

/** Of its tests none was told, since the process was gone: SIGTRAP is how V8 ends one that it no longer trusts. */
function isEndedByV8({ message, assertionResults }: TestFile): boolean {
  return (
    assertionResults.length === 0 && /jest worker process.*signal=SIG(?:TRAP|SEGV|ILL|ABRT)/su.test(message)
  );
}

function isFailed({ message }: TestFile): boolean {
  return message !== "";
}

/** `report` is missing where jest ran nothing (`--help`, a wrong option). */
async function runJest(args: string[]): Promise<{ code: number; report: Report | undefined }> {
  const path = join(folder, `${crypto.randomUUID()}.json`);
  const jest = join(import.meta.dirname, "../node_modules/jest/bin/jest.js");
  const flags = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"];
  const child = spawn(process.execPath, [...flags, jest, "--json", `--outputFile=${path}`, ...args], {
    stdio: "inherit",
  });
  const code = await new Promise<number>((done, fail) => {
    child.once("error", fail);
    child.once("exit", (status, signal) => done(status ?? 128 + constants.signals[signal ?? "SIGTERM"]));
  });
  const text = await readFile(path, "utf8").catch(() => undefined);
  return { code, report: text === undefined ? undefined : (JSON.parse(text) as Report) };
}
