import { answered, ask, composer, expect, openChat, questions, test } from "./support.ts";

test("the first view says who it is for, offers four questions, and that an AI answers offline", async ({
  page,
}) => {
  await openChat(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("run a beverage distributor");
  await expect(page.getByRole("list", { name: "Questions to start from" }).getByRole("button")).toHaveCount(
    4,
  );
  await expect(page.getByText("Answering from the knowledge base; no model is connected.")).toBeVisible();
  await expect(page.getByText("An AI answers and can be wrong.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeDisabled();
});

test("what is stored is told before anything was written", async ({ page }) => {
  await openChat(page);
  await page.getByRole("button", { name: "What is stored" }).click();
  const sheet = page.getByRole("dialog", { name: "About this chat and your data" });
  await expect(sheet).toContainText("An AI answers here, in the name of BevGenie. It can be wrong.");
  await expect(sheet).toContainText("your messages, the answers and the pages made for you");
  await expect(sheet).toContainText("one cookie that recognises this browser for 30 days");
  await expect(sheet).toContainText("Nothing you write leaves this server.");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("button", { name: "What is stored" })).toBeFocused();
});

test("a question of the first view asks itself and is answered with its sources", async ({ page }) => {
  await openChat(page);
  await page.getByRole("button", { name: questions.roi }).click();
  const turn = await answered(page, questions.roi);
  await expect(turn).toContainText("Return on investment");
  await expect(turn.getByRole("button", { name: /^Source \d: / }).first()).toBeVisible();
  await expect(turn.getByRole("list", { name: "Sources" }).getByRole("button").first()).toBeVisible();
  await expect(page).toHaveURL(/\?c=[0-9a-f-]{36}$/);
});

test("a chosen voice stays, and the next message is asked in it", async ({ page }) => {
  await openChat(page);
  await page.getByRole("button", { name: "Voice: Advisor" }).click();
  await page.getByRole("menuitemradio", { name: "Direct" }).click();
  await expect(page.getByRole("button", { name: "Voice: Direct" })).toBeVisible();
  const asked = page.waitForRequest("**/api/chat");
  await ask(page, questions.dropSize);
  expect((await asked).postDataJSON()).toMatchObject({ personaId: "direct" });
  await openChat(page);
  await expect(page.getByRole("button", { name: "Voice: Direct" })).toBeVisible();
});

test("dark colours stay after a reload, from the first frame on", async ({ page }) => {
  await openChat(page);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();

  await page.addInitScript(() => {
    const seen = new Set<string>();
    Object.assign(window, { seenGrounds: seen });
    const look = () => {
      if (document.body) seen.add(getComputedStyle(document.body).backgroundColor);
      requestAnimationFrame(look);
    };
    look();
  });
  await openChat(page);
  await expect(composer(page)).toBeVisible();
  const seen = await page.evaluate(() => [
    ...(window as unknown as { seenGrounds: Set<string> }).seenGrounds,
  ]);
  expect(seen).toEqual([dark]);
  await page.emulateMedia({ colorScheme: "light" });
  expect(await ground()).toBe(dark);
});

test("a draft is still there after a reload", async ({ page }) => {
  await openChat(page);
  await composer(page).fill("What about kegs");
  await openChat(page);
  await expect(composer(page)).toHaveValue("What about kegs");
});
