import type { Locator } from "@playwright/test";
import {
  addressOfPage,
  ask,
  canvas,
  expect,
  expectNoSidewaysScroll,
  expectRoomForFingers,
  openChat,
  openConsole,
  questions,
  signIn,
  test,
} from "./support.ts";

const phone = { width: 390, height: 844 };
const narrowest = { width: 320, height: 640 };

test.use({ viewport: phone, hasTouch: true, isMobile: true });

async function expectToFillTheWindow(shown: Locator): Promise<void> {
  await expect.poll(() => shown.boundingBox()).toEqual({ x: 0, y: 0, ...phone });
}

test("on a phone a page fills the window and closes to the talk", async ({ page }) => {
  await openChat(page);
  await ask(page, questions.roi);
  await page.getByRole("button", { name: "Make a page" }).tap();
  await expect(page.getByText("A page with its sources")).toBeVisible();
  await page.getByRole("button", { name: "Open the page" }).tap();
  await expectToFillTheWindow(page.getByRole("dialog"));
  await expect(canvas(page).getByRole("heading", { level: 1 })).toContainText("Return on investment");
  await page.getByRole("button", { name: "Close the page" }).tap();
  await expect(page.getByRole("textbox", { name: "Your message" })).toBeVisible();
});

test("on a phone a source and the list of conversations fill the window", async ({ page }) => {
  await openChat(page);
  const turn = await ask(page, questions.dropSize);
  await turn.getByRole("list", { name: "Sources" }).getByRole("button").first().tap();
  await expectToFillTheWindow(page.getByRole("dialog"));
  await expect(page.getByRole("dialog").locator("mark").first()).toBeInViewport();
  await page.getByRole("button", { name: "Close" }).tap();
  await page.getByRole("button", { name: "Your conversations" }).tap();
  await expectToFillTheWindow(page.getByRole("dialog", { name: "Your conversations" }));
});

test("nothing scrolls sideways in a window of 320 pixels", async ({ page }) => {
  await page.setViewportSize(narrowest);
  await openChat(page);
  await expectNoSidewaysScroll(page);
  await ask(page, questions.roi);
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Make a page" }).tap();
  await page.getByRole("button", { name: "Open the page" }).tap();
  await expect(canvas(page).getByRole("region", { name: "Sources" })).toBeAttached();
  await expectNoSidewaysScroll(page);
  const inside = await canvas(page).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(inside).toBe(0);
  await page.goto(await addressOfPage(page));
  await expectNoSidewaysScroll(page);
});

test("fingers find every control of the chat, its sheets and a page", async ({ page }) => {
  await openChat(page);
  await expectRoomForFingers(page);
  const turn = await ask(page, questions.roi);
  await expectRoomForFingers(page);
  await turn.getByRole("list", { name: "Sources" }).getByRole("button").first().tap();
  await expectRoomForFingers(page);
  await page.getByRole("button", { name: "Close" }).tap();
  await page.getByRole("button", { name: "Your conversations" }).tap();
  await expect(page.getByRole("list", { name: "Conversations" }).getByRole("listitem").first()).toBeVisible();
  await expectRoomForFingers(page);
  await page.getByRole("button", { name: "Close" }).tap();
  await page.getByRole("button", { name: "Make a page" }).tap();
  await page.getByRole("button", { name: "Open the page" }).tap();
  await expectRoomForFingers(page);
  await page.goto(await addressOfPage(page));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectRoomForFingers(page);
});

for (const room of [
  "knowledge",
  "search?query=drop+size",
  "gaps",
  "questions",
  "findings",
  "usage",
  "people",
  "keys",
])
  test(`fingers find every control of the console's ${room}`, async ({ page, context }) => {
    await signIn(context);
    await openConsole(page, `/admin/bevgenie/${room}`);
    await expectRoomForFingers(page);
  });
