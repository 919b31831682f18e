import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { environment } from "./installation.ts";
import { ask, expect, openChat, openConsole, signIn, test } from "./support.ts";

const run = promisify(execFile);

test("a folder seeded from a terminal, through the running server, is in the console and in answers", async ({
  page,
  context,
}, testInfo) => {
  const folder = testInfo.outputPath("documents");
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "osprey-totes.md"),
    "# Osprey totes\n\nOn a delivery route an Osprey tote holds 18 cases for one stop.\n",
  );
  const seed = () =>
    run("npm", ["run", "-s", "seed", "--", folder], { env: { ...process.env, ...environment } });
  expect((await seed()).stdout).toContain("1/1 created osprey-totes.md");
  expect((await seed()).stdout).toContain("1/1 unchanged osprey-totes.md");

  await signIn(context);
  await openConsole(page, "/admin/bevgenie/knowledge");
  await expect(page.getByRole("row", { name: /Osprey totes/ })).toContainText("Ready");
  await openChat(page);
  const turn = await ask(page, "How many cases does an Osprey tote hold on a delivery route?");
  await expect(turn).toContainText("18 cases");
});
