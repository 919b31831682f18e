import type { Locator, Page } from "@playwright/test";
import { startBreakableNetwork } from "./breakable-network.ts";
import { begin, test } from "./live.ts";
import { answered, askAnew, composer, expect, lastTurn, openChat, questions } from "./support.ts";

test.beforeEach(({ context }) => askAnew(context));

/** The one paragraph of an answer, with no word lost or doubled. */
async function expectAnswer(turn: Locator, text: string): Promise<void> {
  await expect(turn.locator("p", { hasText: text.slice(0, 10) })).toHaveText(text);
}

test("a reload in the middle of an answer goes on with it, however often", async ({ page, live }) => {
  await openChat(page, live.address);
  await begin(page, live);
  live.provider.say("First half, ");
  await expect(lastTurn(page)).toContainText("First half,");
  for (const more of ["then ", "the second "]) {
    await openChat(page, page.url());
    await expect(lastTurn(page)).toContainText("First half,");
    await expect(lastTurn(page)).toHaveAttribute("aria-busy", "true");
    live.provider.say(more);
    await expect(lastTurn(page)).toContainText(more.trim());
  }
  live.provider.say("half.");
  live.provider.finish();
  const turn = await answered(page, questions.dropSize);
  await expectAnswer(turn, "First half, then the second half.");
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(1);
});

test("a newcomer who reloads before the first word finds the message asked, once", async ({ page, live }) => {
  await openChat(page, live.address);
  await begin(page, live);
  await openChat(page, live.address);
  await expect(lastTurn(page)).toContainText(questions.dropSize);
  await expect(lastTurn(page)).toHaveAttribute("aria-busy", "true");
  live.provider.say("Asked once.");
  live.provider.finish();
  await expectAnswer(await answered(page, questions.dropSize), "Asked once.");
  await openChat(page, page.url());
  await answered(page, questions.dropSize);
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(1);
});

test("a network that breaks in the middle of an answer is outlived by itself", async ({ page, live }) => {
  const network = await startBreakableNetwork(live.address);
  await openChat(page, network.address);
  await begin(page, live);
  live.provider.say("Before, ");
  await expect(lastTurn(page)).toContainText("Before,");
  network.break();
  live.provider.say("meanwhile ");
  await page.waitForRequest(/\/api\/chat\/[^/]+\/stream$/);
  network.mend();
  await expect(lastTurn(page)).toContainText("Before, meanwhile");
  await expect(lastTurn(page)).toHaveAttribute("aria-busy", "true");
  live.provider.say("and after.");
  live.provider.finish();
  await expectAnswer(await answered(page, questions.dropSize), "Before, meanwhile and after.");
  await expect(page.getByText("Not finished.")).toHaveCount(0);
  await network.close();
});

test("a message sent where the network is gone arrives once, when it is back", async ({ page, live }) => {
  const network = await startBreakableNetwork(live.address);
  await openChat(page, network.address);
  network.break();
  await composer(page).fill(questions.dropSize);
  await composer(page).press("Enter");
  await page.waitForRequest("**/api/chat");
  network.mend();
  await expect.poll(live.provider.openAnswers).toBe(1);
  live.provider.say("Once.");
  live.provider.finish();
  await expectAnswer(await answered(page, questions.dropSize), "Once.");
  await openChat(page, page.url());
  await answered(page, questions.dropSize);
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(1);
  await network.close();
});

test("while one message is answered the next waits, and a third is answered together with it", async ({
  page,
  context,
  live,
}) => {
  await openChat(page, live.address);
  await begin(page, live, questions.roi);
  live.provider.say("To begin with.");
  live.provider.finish();
  await answered(page, questions.roi);
  const address = page.url();
  const [second, third] = await Promise.all([openWindow(context, address), openWindow(context, address)]);

  await begin(page, live);
  await send(second, questions.territories);
  await expect.poll(() => waiting(live.address, page)).toBe(1);
  await send(third, "And who should drive?");
  // The second window is told that its message is answered by the third's, and listens there.
  await second.waitForRequest(/\/api\/chat\/[^/]+\/stream$/);
  expect(live.provider.openAnswers()).toBe(1);
  await expect(lastTurn(second)).toHaveAttribute("aria-busy", "true");

  live.provider.say("The first.");
  live.provider.finish();
  await expectAnswer(await answered(page, questions.dropSize), "The first.");
  await expect.poll(live.provider.openAnswers).toBe(1);
  live.provider.say("Both together.");
  live.provider.finish();
  await expectAnswer(await answered(second, questions.territories), "Both together.");
  await expectAnswer(await answered(third, "And who should drive?"), "Both together.");

  await openChat(second, address);
  const joined = await answered(second, `${questions.territories}\nAnd who should drive?`);
  await expectAnswer(joined, "Both together.");
  await expect(second.getByText("Both together.")).toHaveCount(1);
  await expect(second.getByRole("main").getByRole("article")).toHaveCount(3);
});

test("what is written while an answer runs is answered next, and what is written then together with it", async ({
  page,
  live,
}) => {
  await openChat(page, live.address);
  await begin(page, live);
  live.provider.say("The first");
  await expect(lastTurn(page)).toContainText("The first");
  await send(page, questions.territories);
  await expect(lastTurn(page)).toContainText("This is answered next.");
  await expect.poll(() => waiting(live.address, page)).toBe(1);
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await send(page, "And who should drive?");
  const both = `${questions.territories}\nAnd who should drive?`;
  await expect(lastTurn(page)).toContainText(both);
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(2);
  expect(live.provider.openAnswers()).toBe(1);

  live.provider.say(" is done.");
  live.provider.finish();
  await expectAnswer(await firstAnswered(page), "The first is done.");
  await expect.poll(live.provider.openAnswers).toBe(1);
  live.provider.say("Both together.");
  live.provider.finish();
  await expectAnswer(await answered(page, both), "Both together.");
});

test("a newcomer's second message, sent before a word of the first is there, is the same visitor's", async ({
  page,
  live,
}) => {
  await openChat(page, live.address);
  await begin(page, live);
  await send(page, questions.territories);
  await expect(lastTurn(page)).toContainText("This is answered next.");
  live.provider.say("The first.");
  live.provider.finish();
  await expectAnswer(await firstAnswered(page), "The first.");
  await expect.poll(live.provider.openAnswers).toBe(1);
  live.provider.say("The second.");
  live.provider.finish();
  await expectAnswer(await answered(page, questions.territories), "The second.");
  await openChat(page, page.url());
  await expectAnswer(await answered(page, questions.territories), "The second.");
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(2);
});

/** The first turn, once its answer is whole and others wait behind it. */
async function firstAnswered(page: Page): Promise<Locator> {
  const turn = page.getByRole("main").getByRole("article").first();
  await expect(turn).toHaveAttribute("aria-busy", "false");
  return turn;
}

async function openWindow(context: ReturnType<Page["context"]>, address: string): Promise<Page> {
  const page = await context.newPage();
  await openChat(page, address);
  await answered(page, questions.roi);
  return page;
}

async function send(page: Page, message: string): Promise<void> {
  await composer(page).fill(message);
  await composer(page).press("Enter");
}

async function waiting(address: string, page: Page): Promise<number> {
  const { queue } = await (await page.request.get(`${address}api/orchestrator/health`)).json();
  return queue.waiting;
}
