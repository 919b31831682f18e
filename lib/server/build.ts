import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { glob, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** What the production build is made of; a change in any of them makes it stale. */
const sources = [
  "{app,components,lib}/**/*.{ts,tsx,css,svg,json}",
  "{package-lock.json,next.config.js,tsconfig.json,tsconfig.build.json,postcss.config.mjs}",
];

const stampPath = ".next/bevgenie-sources";

/** Builds the application unless there is a build of exactly these sources. Throws when the build fails. */
export async function buildIfStale(root: string): Promise<"built" | "fresh"> {
  const hash = await hashSources(root);
  const built = await readFile(join(root, stampPath), "utf8").catch(() => "");
  if (built === hash) return "fresh";
  // Types that hot reload left of routes that are gone would fail the check.
  await rm(join(root, ".next/dev/types"), { recursive: true, force: true });
  await run(root, ["node_modules/next/dist/bin/next", "build"]);
  await writeFile(join(root, stampPath), hash);
  return "built";
}

async function hashSources(root: string): Promise<string> {
  const names: string[] = [];
  // A route's folder may be named as a file is: app/api/openapi.json.
  for await (const entry of glob(sources, { cwd: root, withFileTypes: true })) {
    if (entry.isFile()) names.push(relative(root, join(entry.parentPath, entry.name)));
  }
  const hash = createHash("sha256");
  for (const name of names.sort()) hash.update(name).update(await readFile(join(root, name)));
  return hash.digest("hex");
}

function run(root: string, args: string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
    // A build that outlives whoever asked for it would keep the next one out.
    const end = () => child.kill();
    process.once("SIGTERM", end);
    child.on("error", fail);
    child.on("exit", (code) => {
      process.off("SIGTERM", end);
      if (code === 0) done();
      else fail(new Error("The application could not be built."));
    });
  });
}
