/** The program finds its own files wherever it was started. */
import { execFile } from "node:child_process";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";

const from = (path: string) => JSON.stringify(new URL(`../../lib/${path}`, import.meta.url).href);
const program = `
  const { wordVectors } = await import(${from("knowledge/word-vectors.ts")});
  const { learnInWorker } = await import(${from("knowledge/learn-in-worker.ts")});
  const { everydayMessages } = await import(${from("ai/persona/everyday-messages.ts")});
  const { commonStems } = await import(${from("ai/persona/common-words.ts")});
  const texts = Array.from({ length: 40 }, (_, n) => \`A keg of beer is delivered by truck number \${n} to a bar.\`);
  const learned = await learnInWorker(texts);
  const dimensions = wordVectors().dimensions;
  const messages = everydayMessages.length;
  process.stdout.write(JSON.stringify({
    cwd: process.cwd(), dimensions, bytes: learned.length, messages, stems: commonStems.size,
  }));
`;

test("in another folder it reads its data and starts its workers", async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "elsewhere-")));
  try {
    await writeFile(join(folder, "program.mjs"), program);
    const { stdout } = await promisify(execFile)(process.execPath, ["program.mjs"], { cwd: folder });
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({ cwd: folder, dimensions: 100 });
    expect(found.bytes).toBeGreaterThan(0);
    // Less than these is a list that was cut off.
    expect(found.messages).toBeGreaterThan(500);
    expect(found.stems).toBeGreaterThan(4_000);
  } finally {
    await rm(folder, { recursive: true });
  }
});
