/**
 * `npm run lockfile`: run it after each `npm install`. npm can leave optional packages of other platforms out of
 * the lockfile and then refuses it in `npm ci` ("Missing: … from lock file"). This adds an entry for each of
 * them, with the platforms it is for, so that it is known and skipped.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

type Entry = {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
type Lockfile = { packages: Record<string, Entry> };

const path = join(import.meta.dirname, "..", "package-lock.json");
const lockfile = JSON.parse(await readFile(path, "utf8")) as Lockfile;

for (const [name, version, owner] of missingOptional(lockfile)) {
  lockfile.packages[`node_modules/${name}`] = {
    ...platformOf(name, version),
    ...(owner.dev && { dev: true }),
    optional: true,
  };
  process.stdout.write(`added ${name}\n`);
}
const sorted = Object.fromEntries(Object.entries(lockfile.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(path, `${JSON.stringify({ ...lockfile, packages: sorted }, null, 2)}\n`);

function missingOptional({ packages }: Lockfile): [string, string, Entry][] {
  return Object.entries(packages).flatMap(([at, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !resolves(packages, at, name))
      .map(([name, version]): [string, string, Entry] => [name, version, entry]),
  );
}

/** Node's own way of looking: beside the package, then in each folder above it. */
function resolves(packages: Lockfile["packages"], at: string, name: string): boolean {
  for (let folder = at; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]) return true;
    if (folder === "") return false;
    if (!folder.includes("/node_modules/")) return packages[`node_modules/${name}`] !== undefined;
  }
}

/** Such packages are named after their platform (`swc-linux-x64-musl`), which is what npm needs to skip them. */
function platformOf(name: string, version: string): Entry {
  const os = /(?:^|[-/])(darwin|linux|win32|android|freebsd|netbsd|openbsd|sunos|aix|openharmony)/.exec(
    name,
  )?.[1];
  const cpu = /-(x64|arm64|arm|ia32|riscv64|ppc64|s390x|loong64|mips64el|wasm32)(?:-|$)/.exec(name)?.[1];
  const musl = /musl/.test(name);
  return {
    version: version.replace(/^[\^~]/, ""),
    ...(cpu && { cpu: [cpu] }),
    ...(os === "linux" && { libc: [musl ? "musl" : "glibc"] }),
    ...(os && { os: [os] }),
  };
}
