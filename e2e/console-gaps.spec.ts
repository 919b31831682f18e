import {
  ask,
  expect,
  expectAccessible,
  expectFitsAPhone,
  openChat,
  openConsole,
  signIn,
  test,
} from "./support.ts";

const gaps = "/admin/bevgenie/gaps";

test("a question nobody could answer is listed, written for, and then answered with the new source", async ({
  page,
  context,
  newBrowser,
}) => {
  const asked = "Which warranty do the Winterbourne kegs have?";
  const [one, other] = await Promise.all([newBrowser(), newBrowser()]);
  const visitor = await one.newPage();
  await openChat(visitor);
  const turn = await ask(visitor, asked);
  await expect(turn).toContainText("I found nothing on that");
  await expect(turn).toContainText("will see that this question has no full answer yet");
  const second = await other.newPage();
  await openChat(second);
  await ask(second, "Winterbourne kegs: which warranty do they have?");

  await signIn(context);
  await openConsole(page, gaps);
  const row = page
    .getByRole("list", { name: "Questions" })
    .getByRole("listitem")
    .filter({ hasText: "Winterbourne" });
  await expect(row.first()).toContainText("2 visitors, asked 2 times");
  await expect(row.first()).toContainText("Nothing found");
  await row.first().getByText("1 other wording").click();
  await expect(row.first()).toContainText(asked);

  await row
    .first()
    .getByRole("button", { name: /^Write a document for this/ })
    .click();
  const form = page.getByRole("dialog", { name: "New document" });
  await expect(form.getByLabel("Title")).toHaveValue(/Winterbourne kegs/);
  await form.getByLabel("Title").fill("Winterbourne kegs");
  await form
    .getByLabel("Text")
    .fill("# Winterbourne kegs\n\nThe Winterbourne kegs have a warranty of beechen solidity.");
  await form.getByRole("button", { name: "Add document" }).click();
  await expect(form).toBeHidden();
  await expect(page.getByText(/^A search finds the answer now/)).toBeVisible();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: /^Answered/ }).click();
  await expect(row.getByRole("link", { name: "Winterbourne kegs", exact: true })).toBeVisible();

  const again = await ask(visitor, asked);
  await expect(again.last()).toContainText("beech");
});

test("a question is dismissed, found among the dismissed, and opened again", async ({
  page,
  context,
  newBrowser,
}) => {
  const visitor = await (await newBrowser()).newPage();
  await openChat(visitor);
  await ask(visitor, "Do you rent gondolas to Tuscany vintners?");
  await signIn(context);
  await openConsole(page, gaps);
  const row = page.getByRole("listitem").filter({ hasText: "gondolas" });
  await row.getByRole("button", { name: /^Dismiss/ }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: /^Dismissed/ }).click();
  await page.getByRole("searchbox", { name: "Find questions" }).fill("gondolas");
  await row.getByRole("button", { name: /^Open again/ }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: /^Open/ }).first().click();
  await expect(row).toBeVisible();
});

test("the questions have no serious accessibility finding, and fit a phone", async ({
  page,
  context,
  newBrowser,
}) => {
  const visitor = await (await newBrowser()).newPage();
  await openChat(visitor);
  await ask(visitor, "Does BevGenie support the Winterbourne samovar?");
  await signIn(context);
  await openConsole(page, gaps);
  await expect(page.getByRole("listitem").filter({ hasText: "samovar" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsAPhone(page);
});
