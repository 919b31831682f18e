import type { Page } from "@playwright/test";
import {
  addressOfPage,
  answered,
  ask,
  canvas,
  expect,
  lastTurn,
  makePage,
  openChat,
  outlastTries,
  questions,
  test,
} from "./support.ts";

test("a page is made beside the talk and shows whole, with its sources", async ({ page }) => {
  await openChat(page);
  await ask(page, questions.roi);
  const made = await makePage(page);
  await expect(made.getByRole("heading", { level: 1 })).toContainText("Return on investment");
  await expect(made.getByRole("region", { name: "Sources" })).toBeVisible();
  await expect(page).toHaveURL(/page=[0-9a-f-]{36}/);
  await made
    .getByRole("button", { name: /^Source \d: / })
    .first()
    .click();
  await expect(page.getByRole("dialog").locator("mark").first()).toBeInViewport();
});

/** The page that is asked for next breaks off after its first section. */
async function breakOff(page: Page): Promise<void> {
  await page.route("**/api/chat", async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    const second = body.indexOf('"section"', body.indexOf('"section"') + 1);
    await route.fulfill({ response, body: body.slice(0, body.lastIndexOf("\n\n", second) + 2) });
  });
}

async function askForPage(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Your message" }).fill(questions.roi);
  await page.getByRole("button", { name: "Make a page" }).click();
}

test("a page whose connection is lost midway is made whole by itself", async ({ page }) => {
  await openChat(page);
  await breakOff(page);
  await askForPage(page);
  await answered(page, questions.roi);
  await expect(canvas(page).getByRole("region", { name: "Sources" })).toBeVisible();
  await expect(canvas(page).getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.getByText("Not finished.")).toHaveCount(0);
  const sections = await canvas(page).getByRole("heading").allTextContents();
  await page.goto(await addressOfPage(page));
  await expect(page.getByRole("article").getByRole("heading")).toHaveText(sections);
});

test("a page whose connection stays lost midway keeps the sections that came", async ({ page }) => {
  await page.clock.install();
  await openChat(page);
  await breakOff(page);
  await page.route("**/api/chat/*/stream", (route) => route.abort());
  await askForPage(page);
  await expect(canvas(page).getByRole("heading", { level: 1 })).toBeVisible();
  await outlastTries(page);
  await expect(lastTurn(page)).toContainText("Not finished.");
  await expect(canvas(page).getByRole("heading", { level: 1 })).toBeVisible();
});

test("a calculator's result follows a slider moved by keys, and stays with the page's address", async ({
  page,
  newBrowser,
}) => {
  await openChat(page);
  await ask(page, questions.roi);
  const made = await makePage(page);
  const result = made.getByRole("definition").first();
  const before = await result.textContent();
  const slider = made.getByRole("slider", { name: "Delivery trucks" });
  await expect(slider).toHaveAttribute("aria-valuenow", "20");
  const kept = page.waitForResponse((response) => response.request().method() === "PATCH");
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuenow", "21");
  await expect(result).not.toHaveText(before ?? "");
  const after = (await result.textContent()) ?? "";
  expect((await kept).status()).toBe(200);
  await expect(made.getByRole("status").filter({ hasText: after })).toHaveCount(1);

  const elsewhere = await (await newBrowser()).newPage();
  await elsewhere.goto(await addressOfPage(page));
  await expect(elsewhere.getByRole("heading", { level: 1 })).toContainText("Return on investment");
  await expect(elsewhere.getByRole("slider", { name: "Delivery trucks" })).toHaveAttribute(
    "aria-valuenow",
    "21",
  );
  await expect(elsewhere.getByRole("definition").first()).toHaveText(after);
});

test("a page and its talk are back after a reload", async ({ page }) => {
  await openChat(page);
  await ask(page, questions.roi);
  await makePage(page);
  await openChat(page, page.url());
  await answered(page, questions.roi);
  await expect(canvas(page).getByRole("heading", { level: 1 })).toContainText("Return on investment");
  await page.getByRole("button", { name: "Close the page" }).click();
  await expect(canvas(page)).toBeHidden();
  await page.getByRole("button", { name: "Open the page" }).click();
  await expect(canvas(page).getByRole("heading", { level: 1 })).toBeVisible();
});

test("a page fills the window and gives the room back", async ({ page }) => {
  await openChat(page);
  await ask(page, questions.roi);
  await makePage(page);
  await page.getByRole("button", { name: "Fill the window" }).click();
  await expect(page.getByRole("main")).toBeHidden();
  await page.getByRole("button", { name: "Show the chat beside it" }).click();
  await expect(page.getByRole("main")).toBeVisible();
});

test("who wants something to look at is offered the page with one click", async ({ page }) => {
  await openChat(page);
  const turn = await ask(page, "Can you show me a chart of our return on investment?");
  await turn.getByRole("button", { name: "Make this a page" }).click();
  await expect(canvas(page).getByRole("heading", { level: 1 })).toBeVisible();
});

test("a question on a page goes on in the talk, also from the page's own address", async ({
  page,
  newBrowser,
}) => {
  await openChat(page);
  await ask(page, questions.roi);
  const made = await makePage(page);
  await made.getByRole("button", { name: questions.dropSize }).click();
  await answered(page, questions.dropSize);
  await expect(canvas(page)).toBeVisible();

  const elsewhere = await (await newBrowser()).newPage();
  await elsewhere.goto(await addressOfPage(page));
  await elsewhere.getByRole("link", { name: questions.dropSize }).click();
  await expect(elsewhere.getByRole("textbox", { name: "Your message" })).toHaveValue(questions.dropSize);
});

test("a page that does not exist is said to be missing", async ({ page }) => {
  const response = await page.goto("/p/00000000-0000-4000-8000-000000000000");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing at this address.");
});
