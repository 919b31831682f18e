import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { environment } from "./installation.ts";
import { begin, type Live, test } from "./live.ts";
import {
  answered,
  askBefore,
  composer,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  openChat,
  questions,
  signIn,
} from "./support.ts";

const seed = "supabase/seed/bevgenie";

/** A company whose visitors have energy for one answer a day. */
async function seedThriftyCompany(live: Live, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of ["personas.json", "intents.json", "knowledge/drop-size-and-cost-per-stop.md"])
    await copyFile(join(seed, name), join(folder, name.replace("knowledge/", "")));
  const company = {
    ...JSON.parse(await readFile(join(seed, "workspace.json"), "utf8")),
    slug: "thrifty",
    contact: { label: "Write to us", url: "https://example.com/contact" },
    tiers: { basic: { requestsPerMinute: 10, dailyEnergy: 10 } },
    answerCacheMinutes: 0,
  };
  await writeFile(join(folder, "workspace.json"), JSON.stringify(company));
  await promisify(execFile)("npm", ["run", "-s", "seed", "--", folder], {
    env: { ...process.env, ...environment, DATA_DIR: live.dataDir, EMBEDDING_MODEL: "local" },
  });
}

async function send(page: Page, question: string): Promise<void> {
  await composer(page).fill(question);
  await composer(page).press("Enter");
}

test("a spent wallet says so, when it is full again and who can help, and goes on once it is topped up", async ({
  page,
  live,
  newBrowser,
}, testInfo) => {
  await seedThriftyCompany(live, testInfo.outputPath("thrifty"));
  const operator = await newBrowser();
  await openChat(page, `${live.address}w/thrifty`);
  await begin(page, live);
  live.provider.say("Raise the drop size first.");
  live.provider.finish();
  await answered(page, questions.dropSize);
  await expect(page.getByText(/^Energy left today: 0\. Full again at \d/)).toBeVisible();

  const next = "Which stops lose money?";
  await send(page, next);
  const turn = await answered(page, next);
  await expect(turn).toContainText(/Not answered\. .*energy.*midnight UTC; your message is kept/i);
  await expect(turn.getByRole("link", { name: "Write to us" })).toHaveAttribute(
    "href",
    "https://example.com/contact",
  );
  expect(live.provider.openAnswers()).toBe(0);
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page);

  await signIn(operator, live.address);
  const { visitorId } = await (
    await page.request.get(`${live.address}api/session`, { headers: { "x-workspace": "thrifty" } })
  ).json();
  const toppedUp = await operator.request.patch(`${live.address}api/admin/people/${visitorId}`, {
    headers: { "x-workspace": "thrifty" },
    data: { energyTopUp: 10 },
  });
  expect(toppedUp.status()).toBe(200);
  await turn.getByRole("button", { name: "Try again" }).click();
  await expect.poll(live.provider.openAnswers).toBe(1);
  live.provider.say("Those below the cost of a stop.");
  live.provider.finish();
  await expect(await answered(page, next)).toContainText("Those below the cost of a stop.");
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(2);
});

test("who sends more than a minute allows is told how many and how long to wait", async ({ page }) => {
  await openChat(page);
  for (let sent = 0; sent < 10; sent += 1) await askBefore(page.context(), questions.dropSize);
  await send(page, questions.territories);
  const turn = await answered(page, questions.territories);
  await expect(turn).toContainText(
    /That was 10 messages within a minute\. Wait \d+ s, then send this one again\./,
  );
  await expect(turn.getByRole("button", { name: /^Try again in \d+ s$/ })).toBeDisabled();
  await turn.getByRole("button", { name: "Edit the message" }).click();
  await expect(composer(page)).toHaveValue(questions.territories);
});
