import {
  addressOfPage,
  answered,
  ask,
  askBefore,
  composer,
  expect,
  makePage,
  openChat,
  questions,
  test,
} from "./support.ts";

test("a conversation is back after a reload, and in a new window of the same browser", async ({
  page,
  context,
}) => {
  await openChat(page);
  await ask(page, questions.dropSize);
  await openChat(page, page.url());
  const turn = await answered(page, questions.dropSize);
  await expect(turn.getByRole("button", { name: /^Source \d: / }).first()).toBeVisible();
  await expect(turn.getByRole("list", { name: "Questions to go on with" })).toBeVisible();
  const other = await context.newPage();
  await openChat(other);
  await answered(other, questions.dropSize);
});

test("a new chat is empty, and the earlier one is found in the list and opened", async ({ page }) => {
  await openChat(page);
  await ask(page, questions.dropSize);
  await page.getByRole("button", { name: "New chat" }).click();
  await expect(page.getByRole("list", { name: "Questions to start from" })).toBeVisible();
  await expect(composer(page)).toBeFocused();
  await ask(page, questions.territories);
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(1);

  await page.getByRole("button", { name: "Your conversations" }).click();
  const list = page.getByRole("list", { name: "Conversations" });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await page.getByRole("searchbox", { name: "Search your conversations" }).fill("drop size");
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await list.getByRole("button", { name: /^How do we raise drop size/ }).click();
  await answered(page, questions.dropSize);
});

test("a search that finds no conversation says so", async ({ page, context }) => {
  await askBefore(context, questions.dropSize);
  await openChat(page);
  await page.getByRole("button", { name: "Your conversations" }).click();
  await page.getByRole("searchbox", { name: "Search your conversations" }).fill("zeppelin");
  await expect(page.getByText("Nothing found for “zeppelin”.")).toBeVisible();
});

test("a conversation is renamed", async ({ page, context }) => {
  await askBefore(context, questions.dropSize);
  await openChat(page);
  await page.getByRole("button", { name: "Your conversations" }).click();
  await page.getByRole("button", { name: /^Rename “/ }).click();
  const title = page.getByRole("textbox", { name: "Title of the conversation" });
  await expect(title).toBeFocused();
  await title.fill("Small stops");
  await title.press("Enter");
  await expect(page.getByRole("button", { name: "Delete “Small stops”" })).toBeVisible();
  await openChat(page);
  await page.getByRole("button", { name: "Your conversations" }).click();
  await expect(page.getByRole("button", { name: "Delete “Small stops”" })).toBeVisible();
});

test("a deleted conversation can be brought back for a while", async ({ page, context }) => {
  await page.clock.install();
  await askBefore(context, questions.dropSize);
  await openChat(page);
  await page.getByRole("button", { name: "Your conversations" }).click();
  await page.getByRole("button", { name: /^Delete “/ }).click();
  await expect(page.getByText(/^Deleted “/)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.clock.fastForward(60_000);
  await openChat(page);
  await answered(page, questions.dropSize);
});

test("a deleted conversation is gone after that while, on the server too", async ({ page, context }) => {
  await page.clock.install();
  await askBefore(context, questions.dropSize);
  await openChat(page);
  await answered(page, questions.dropSize);
  await expect(page).toHaveURL(/\?c=/);
  const id = new URL(page.url()).searchParams.get("c");
  await page.getByRole("button", { name: "Your conversations" }).click();
  await page.getByRole("button", { name: /^Delete “/ }).click();
  const isDeleted = page.waitForResponse((response) => response.request().method() === "DELETE");
  await page.clock.fastForward(7000);
  expect((await isDeleted).status()).toBe(200);
  expect((await page.request.get(`/api/conversations/${id}`)).status()).toBe(404);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("list", { name: "Questions to start from" })).toBeVisible();
});

test("a list that cannot be read says so and is read when asked again", async ({ page, context }) => {
  await askBefore(context, questions.dropSize);
  await openChat(page);
  await page.route("**/api/conversations?**", (route) => route.abort());
  await page.getByRole("button", { name: "Your conversations" }).click();
  await expect(page.getByText("The list could not be read. Your conversations are kept.")).toBeVisible();
  await page.unroute("**/api/conversations?**");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("list", { name: "Conversations" }).getByRole("listitem")).toHaveCount(1);
});

test("two visitors never see each other's conversation or page by its id", async ({ page, newBrowser }) => {
  await openChat(page);
  await ask(page, questions.roi);
  await makePage(page);
  const address = new URL(page.url());
  const conversationId = address.searchParams.get("c");
  const pageId = address.searchParams.get("page");

  const stranger = await newBrowser();
  await askBefore(stranger, questions.dropSize);
  for (const path of [
    `/api/conversations/${conversationId}`,
    `/api/pages/${pageId}`,
    `/api/pages/${pageId}/versions`,
  ])
    expect((await stranger.request.get(path)).status(), path).toBe(404);
  const window = await stranger.newPage();
  await openChat(window, address.href);
  await expect(
    window.getByText("This conversation is not here any more, or it belongs to another browser."),
  ).toBeVisible();
  await expect(window.getByText(questions.roi)).toHaveCount(1);
  await expect(window.getByRole("region", { name: "The page" })).toHaveCount(0);
  await window.getByRole("button", { name: "Your conversations" }).click();
  const list = window.getByRole("list", { name: "Conversations" });
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(list).toContainText("drop size");
});

test("a visitor takes along everything that is stored about them", async ({ page }) => {
  await openChat(page);
  await ask(page, questions.dropSize);
  await page.getByRole("button", { name: "What is stored" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download everything about me" }).click();
  expect((await download).suggestedFilename()).toBe("my-data.json");
});

test("deleting everything leaves nothing of the visitor, their page's address included", async ({ page }) => {
  await openChat(page);
  await ask(page, questions.roi);
  await makePage(page);
  const pageAddress = await addressOfPage(page);
  const conversationId = new URL(page.url()).searchParams.get("c");
  await page.getByRole("button", { name: "What is stored" }).click();
  await page.getByRole("button", { name: "Delete everything about me" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "go for good" })).toBeVisible();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("Everything about you is deleted.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("list", { name: "Questions to start from" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Your role: not known yet" })).toBeVisible();
  expect((await page.request.get(`/api/conversations/${conversationId}`)).status()).toBe(404);
  expect((await page.request.get(pageAddress)).status()).toBe(404);
});
