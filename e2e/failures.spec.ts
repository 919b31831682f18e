import type { Page } from "@playwright/test";
import {
  answered,
  ask,
  composer,
  expect,
  lastTurn,
  openChat,
  outlastTries,
  questions,
  test,
} from "./support.ts";

async function send(page: Page, question: string): Promise<void> {
  await composer(page).fill(question);
  await composer(page).press("Enter");
}

test("an error of the server is a sentence, and trying again answers", async ({ page }) => {
  await openChat(page);
  const error = { code: "internal", message: "Something went wrong here. Try again.", requestId: "r1" };
  await page.route("**/api/chat", (route) => route.fulfill({ status: 500, json: { error } }));
  await send(page, questions.dropSize);
  await expect(lastTurn(page).getByText("Not answered. Something went wrong here. Try again.")).toBeVisible();
  await page.unroute("**/api/chat");
  await lastTurn(page).getByRole("button", { name: "Try again" }).click();
  await expect(await answered(page, questions.dropSize)).toContainText("Raising drop size");
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(1);
});

test("an error page of a proxy is a sentence too, and the message can be edited", async ({ page }) => {
  await openChat(page);
  await page.route("**/api/chat", (route) => route.fulfill({ status: 502, body: "<h1>Bad gateway</h1>" }));
  await send(page, questions.dropSize);
  await expect(lastTurn(page)).toContainText("The server answered with an error (502). Your message is kept");
  await lastTurn(page).getByRole("button", { name: "Edit the message" }).click();
  await expect(composer(page)).toHaveValue(questions.dropSize);
});

test("who is too quick is told how long to wait, and may then try again", async ({ page }) => {
  await page.clock.install();
  await openChat(page);
  const error = {
    code: "rate_limited",
    message: "Too many messages.",
    requestId: "r1",
    retryAfterSeconds: 20,
  };
  await page.route("**/api/chat", (route) => route.fulfill({ status: 429, json: { error } }));
  await send(page, questions.dropSize);
  await expect(lastTurn(page).getByRole("button", { name: /^Try again in \d+ s$/ })).toBeDisabled();
  await page.unroute("**/api/chat");
  await page.clock.fastForward(21_000);
  await lastTurn(page).getByRole("button", { name: "Try again", exact: true }).click();
  await expect(await answered(page, questions.dropSize)).toContainText("Raising drop size");
});

test("without a network the message waits, and is answered by itself once it is back", async ({
  page,
  context,
}) => {
  await openChat(page);
  // The first answer fetches what the first view did without.
  await ask(page, questions.territories);
  await context.setOffline(true);
  await expect(page.getByText("No network. You can read on; what you write is kept.")).toBeVisible();
  await send(page, questions.dropSize);
  await expect(lastTurn(page)).toHaveAttribute("aria-busy", "true");
  await context.setOffline(false);
  await expect(page.getByText("No network.")).toBeHidden();
  await expect(await answered(page, questions.dropSize)).toContainText("Raising drop size");
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(2);
});

test("a server that stays out of reach is said to, and the message is kept", async ({ page }) => {
  await page.clock.install();
  await openChat(page);
  await page.route("**/api/chat", (route) => route.abort());
  await send(page, questions.dropSize);
  await outlastTries(page);
  await expect(lastTurn(page)).toContainText("The server could not be reached. Your message is kept");
  await page.unroute("**/api/chat");
  await lastTurn(page).getByRole("button", { name: "Try again" }).click();
  await expect(await answered(page, questions.dropSize)).toContainText("Raising drop size");
});

/** The answer to the next message breaks off after its first words. */
async function breakOff(page: Page): Promise<void> {
  await page.route("**/api/chat", async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).split("\n\n").slice(0, 12).join("\n\n");
    await route.fulfill({ response, body: `${body}\n\n` });
  });
}

test("a connection that is lost midway is taken up by itself, with no word lost or doubled", async ({
  page,
}) => {
  await openChat(page);
  await breakOff(page);
  await send(page, questions.dropSize);
  const turn = await answered(page, questions.dropSize);
  await expect(turn.getByRole("list", { name: "Sources" })).toBeVisible();
  const shown = await turn.textContent();
  await openChat(page, page.url());
  await expect.poll(() => lastTurn(page).textContent()).toBe(shown);
});

test("a connection that stays lost midway keeps what came, and the rest can be loaded", async ({ page }) => {
  await page.clock.install();
  await openChat(page);
  await breakOff(page);
  await page.route("**/api/chat/*/stream", (route) => route.abort());
  await send(page, questions.dropSize);
  const turn = lastTurn(page);
  await expect(turn).toContainText("Raising drop size");
  await outlastTries(page);
  await expect(turn).toContainText("Not finished. The connection was lost. What arrived is kept");
  await expect(turn.getByRole("list", { name: "Sources" })).toHaveCount(0);
  await turn.getByRole("button", { name: "Load the answer" }).click();
  await expect(turn.getByRole("list", { name: "Sources" })).toBeVisible();
  await expect(turn.getByText("Not finished.")).toHaveCount(0);
});

test("a message that is too long says so and is not sent", async ({ page }) => {
  await openChat(page);
  await composer(page).fill("a".repeat(4001));
  await expect(page.getByText("Shorten the message to send it.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send" })).toBeDisabled();
  await composer(page).press("Enter");
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(0);
});

test("what a visitor writes is shown as text, whatever it looks like", async ({ page }) => {
  await openChat(page);
  const question = '<img src=x onerror="document.title=1"> **cost per stop** [x](javascript:alert(1))';
  await send(page, question);
  await expect(lastTurn(page)).toHaveAttribute("aria-busy", "false");
  await expect(lastTurn(page)).toContainText(question);
  await expect(page.getByRole("main").locator("img, a")).toHaveCount(0);
});
