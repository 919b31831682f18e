import { chmod, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startEmbedded } from "../../../lib/db/embedded.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bevgenie-files-"));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("in a folder that is open to all, the database and its socket are the owner's alone", async () => {
  const embedded = await startEmbedded({ dataDir: folder });
  const modeOf = async (name: string) => (await stat(join(folder, name))).mode & 0o777;
  const modes = [await modeOf("postgres"), await modeOf(".s.PGSQL.5432")];
  await embedded.close();
  expect(modes).toEqual([0o700, 0o600]);
});
