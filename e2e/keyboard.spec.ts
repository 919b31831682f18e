import { answered, canvas, composer, expect, openChat, questions, tabTo, test } from "./support.ts";

test("keys alone ask, read a citation and its source, make a page and move its calculator", async ({
  page,
}) => {
  await openChat(page);
  const skip = page.getByRole("link", { name: "Skip to your message" });
  await tabTo(page, skip);
  await page.keyboard.press("Enter");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type(questions.roi);
  await page.keyboard.press("Enter");
  const turn = await answered(page, questions.roi);
  await expect(composer(page)).toBeFocused();

  const numeral = turn.getByRole("button", { name: /^Source \d+: / }).first();
  await tabTo(page, numeral, "Shift+Tab");
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Open the source" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").locator("mark").first()).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(numeral).toBeFocused();

  await page.keyboard.press("/");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.press("Alt+p");
  const slider = canvas(page).getByRole("slider", { name: "Delivery trucks" });
  await expect(slider).toBeVisible();
  await tabTo(page, slider);
  const result = canvas(page).getByRole("definition").first();
  const before = (await result.textContent()) ?? "";
  await page.keyboard.press("PageUp");
  await expect(result).not.toHaveText(before);
  await page.keyboard.press("Escape");
  await expect(canvas(page)).toBeHidden();
});

test("keys open the list, a new chat and their own help", async ({ page }) => {
  await openChat(page);
  await page.keyboard.press("Alt+c");
  await expect(page.getByRole("dialog", { name: "Your conversations" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Alt+n");
  await expect(composer(page)).toBeFocused();
});

test("Shift and Enter begin a line instead of sending", async ({ page }) => {
  await openChat(page);
  await composer(page).focus();
  await page.keyboard.type("one");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("two");
  await expect(composer(page)).toHaveValue("one\ntwo");
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(0);
});
