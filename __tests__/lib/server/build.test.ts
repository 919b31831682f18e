import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { buildIfStale } from "../../../lib/server/build.ts";

let root: string;

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** Stands where Next's command line stands; counts its runs. */
const builder = `
  const fs = require("node:fs");
  fs.mkdirSync(".next", { recursive: true });
  fs.appendFileSync(".next/runs", process.argv[2] + "\\n");
  process.exit(fs.existsSync("broken") ? 1 : 0);`;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "bevgenie-build-"));
  await write("node_modules/next/dist/bin/next", builder);
  await write("app/page.tsx", "one");
  await write("package-lock.json", "{}");
});
afterEach(() => rm(root, { recursive: true, force: true }));

const runs = async () => (await readFile(join(root, ".next/runs"), "utf8")).trim().split("\n");

test("what was built is not built again until a source changes", async () => {
  expect(await buildIfStale(root)).toBe("built");
  expect(await buildIfStale(root)).toBe("fresh");
  await write("app/page.tsx", "two");
  expect(await buildIfStale(root)).toBe("built");
  await write("lib/new.ts", "a new file");
  expect(await buildIfStale(root)).toBe("built");
  await write("README.md", "what no build reads");
  expect(await buildIfStale(root)).toBe("fresh");
  expect(await runs()).toEqual(["build", "build", "build"]);
});

test("a file that moved is a change, even though every text is the same", async () => {
  await buildIfStale(root);
  await rm(join(root, "app/page.tsx"));
  await write("app/other/page.tsx", "one");
  expect(await buildIfStale(root)).toBe("built");
});

test("a build that failed is tried again at the next start", async () => {
  await write("broken", "");
  await expect(buildIfStale(root)).rejects.toThrow("could not be built");
  await rm(join(root, "broken"));
  expect(await buildIfStale(root)).toBe("built");
});

test("a route whose folder is named as a file is read as the folder it is", async () => {
  await write("app/api/openapi.json/route.ts", "one");
  expect(await buildIfStale(root)).toBe("built");
  await write("app/api/openapi.json/route.ts", "two");
  expect(await buildIfStale(root)).toBe("built");
  expect(await buildIfStale(root)).toBe("fresh");
});
