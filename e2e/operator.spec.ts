import type { APIRequestContext } from "@playwright/test";
import { operatorPassword } from "./installation.ts";
import { ask, expect, expectAccessible, openChat, openConsole, signIn, test } from "./support.ts";

const knowledge = "/admin/bevgenie/knowledge";
const depositFile = {
  name: "harborline-pallets.md",
  mimeType: "text/markdown",
  buffer: Buffer.from(
    "# Harborline pallets\n\nThe Harborline pallet deposit is 14 dollars for each pallet.\n\n## Returns\n\nDrivers scan each returned Harborline pallet at the loading dock before check-in.\n",
  ),
};
const depositQuestion = "How much is the Harborline pallet deposit?";

/** A document of its own for a test, so that none waits for another. */
async function addDocument(request: APIRequestContext, title: string): Promise<void> {
  const content = `# ${title}\n\nA ${title} belongs on the second shelf of the warehouse, beside the scale.\n`;
  const response = await request.post("/api/admin/documents", { data: { title, content } });
  expect(response.status()).toBe(200);
}

test("a page of the console leads who is not signed in to the form, and on from there", async ({ page }) => {
  await openConsole(page, knowledge);
  await expect(page).toHaveURL(/\/admin\/sign-in\?next=/);
  await expect(page.getByRole("heading", { name: "Sign in to the console" })).toBeVisible();
  await page.getByLabel("Password").fill(operatorPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Knowledge", level: 1 })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${knowledge}$`));
});

test("a wrong password says so and keeps what was typed", async ({ page }) => {
  await openConsole(page, "/admin");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The password is not right." })).toBeVisible();
  await expect(page.getByLabel("Password")).toHaveValue("not the password");
});

test("a password never stands in an address, not even before the page's scripts run", async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto("/admin/sign-in");
  await page.getByLabel("Password").fill("a secret of mine");
  await page.getByRole("button", { name: "Sign in" }).click();
  expect(page.url()).not.toContain("secret");
  await context.close();
});

test("who signed out is asked to sign in again, also with a copy of the cookie", async ({
  page,
  context,
  newBrowser,
}) => {
  await signIn(context);
  const copied = await context.cookies();
  await openConsole(page, knowledge);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to the console" })).toBeVisible();
  const thief = await newBrowser();
  await thief.addCookies(copied);
  expect((await thief.request.get("/api/admin/documents")).status()).toBe(401);
});

test("an uploaded file is ready, shows its passages, is found with reasons, and is cited to a visitor", async ({
  page,
  context,
  newBrowser,
}) => {
  await signIn(context);
  await openConsole(page, knowledge);
  await page.locator("#page").getByLabel("Files to upload").setInputFiles(depositFile);
  const uploads = page.getByRole("region", { name: "Uploads" });
  await expect(uploads.getByText("1 file added")).toBeVisible();
  const row = page.getByRole("row", { name: /Harborline pallets/ });
  await expect(row).toContainText("Ready");

  await row.getByRole("link", { name: "Harborline pallets" }).click();
  await expect(page.getByRole("heading", { name: "Harborline pallets", level: 1 })).toBeVisible();
  await expect(page.getByRole("region", { name: "Passage 1" })).toContainText("14 dollars for each pallet");

  await page.getByRole("link", { name: "Search" }).click();
  await page.getByRole("searchbox", { name: "Question" }).fill(depositQuestion);
  await page.getByRole("button", { name: "Search" }).click();
  const best = page.getByRole("region", { name: "Passages found" }).getByRole("listitem").first();
  await expect(best.getByRole("link", { name: "Harborline pallets" })).toBeVisible();
  await expect(best).toContainText(/Number 1 by words \(.*harborline.*\)/i);
  await expect(best).toContainText("because the document was changed lately");
  await expect(best).toContainText(/Score \d\.\d{2,3} = \(words/);

  const visitor = await (await newBrowser()).newPage();
  await openChat(visitor);
  const turn = await ask(visitor, depositQuestion);
  await expect(turn).toContainText("14 dollars");
  await expect(turn.getByRole("button", { name: /^Source \d: Harborline pallets/ }).first()).toBeVisible();
});

test("a file that is no text says why it was not added", async ({ page, context }) => {
  await signIn(context);
  await openConsole(page, knowledge);
  await page
    .locator("#page")
    .getByLabel("Files to upload")
    .setInputFiles({ name: "empty.md", mimeType: "text/markdown", buffer: Buffer.from("") });
  const uploads = page.getByRole("region", { name: "Uploads" });
  await expect(uploads.getByText("1 file could not be added")).toBeVisible();
  await expect(uploads.getByRole("button", { name: "Try again" })).toBeVisible();
  await uploads.getByRole("button", { name: "Dismiss empty.md" }).click();
  await expect(uploads).toHaveCount(0);
});

test("a document is written in the console and found by its title", async ({ page, context }) => {
  await signIn(context);
  await openConsole(page, knowledge);
  await page.getByRole("button", { name: "New document" }).click();
  const form = page.getByRole("dialog", { name: "New document" });
  await form.getByLabel("Title").fill("Kestrel crate colours");
  await form.getByLabel("Text").fill("Kestrel crates are blue for beer and green for cider.");
  await form.getByLabel("Tags").fill("crates, colours");
  await form.getByRole("button", { name: "Add document" }).click();
  await expect(form).toBeHidden();
  await page.getByRole("searchbox", { name: "Find documents" }).fill("kestrel");
  await expect(page.getByText(/^1 of \d+ documents$/)).toBeVisible();
  await expect(page.getByRole("row", { name: /Kestrel crate colours/ })).toContainText("crates, colours");
});

test("a deleted document can be brought back for a while", async ({ page, context }) => {
  await page.clock.install();
  await signIn(context);
  await addDocument(context.request, "Larkspur tap handle");
  await openConsole(page, knowledge);
  const row = page.getByRole("row", { name: /Larkspur tap handle/ });
  await row.getByRole("button", { name: "Delete Larkspur tap handle" }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();
  await page.clock.fastForward(60_000);
  await openConsole(page, knowledge);
  await expect(row).toBeVisible();
});

test("a document deleted for good is not found any more", async ({ page, context }) => {
  await page.clock.install();
  await signIn(context);
  await addDocument(context.request, "Pelican bottle opener");
  await openConsole(page, "/admin/bevgenie/search?query=Where+does+the+Pelican+bottle+opener+belong%3F");
  const found = page.getByRole("region", { name: "Passages found" });
  await expect(found.getByRole("link", { name: "Pelican bottle opener" })).toBeVisible();

  await openConsole(page, knowledge);
  const isDeleted = page.waitForResponse((response) => response.request().method() === "DELETE");
  await page.getByRole("button", { name: "Delete Pelican bottle opener" }).click();
  await expect(page.getByText("Deleted “Pelican bottle opener”").first()).toBeVisible();
  await page.clock.fastForward(7000);
  expect((await isDeleted).status()).toBe(200);
  await openConsole(page, "/admin/bevgenie/search?query=Where+does+the+Pelican+bottle+opener+belong%3F");
  await expect(page.getByRole("status").filter({ hasText: /passages? in/ })).toBeVisible();
  await expect(page.getByText("Pelican", { exact: false }).and(page.getByRole("link"))).toHaveCount(0);
});

test("a document that does not exist is said to be missing", async ({ page, context }) => {
  await signIn(context);
  const response = await page.goto(`${knowledge}/00000000-0000-4000-8000-000000000000`);
  expect(response?.status()).toBe(404);
});

// One screen a test: a look takes seconds, and on a busy machine five together would outlast a test's time.
test("the form to sign in has no serious accessibility finding", async ({ page }) => {
  await openConsole(page, "/admin/sign-in");
  await expectAccessible(page);
});

test("the list of documents has no serious accessibility finding", async ({ page, context }) => {
  await signIn(context);
  await openConsole(page, knowledge);
  await expectAccessible(page);
});

test("the form for a new document has no serious accessibility finding", async ({ page, context }) => {
  await signIn(context);
  await openConsole(page, knowledge);
  await page.getByRole("button", { name: "New document" }).click();
  await expect(page.getByRole("dialog", { name: "New document" })).toBeVisible();
  await expectAccessible(page);
});

test("a document has no serious accessibility finding", async ({ page, context }) => {
  await signIn(context);
  await openConsole(page, knowledge);
  await page.locator("tbody a").first().click();
  await expect(page.getByRole("region", { name: "Passage 1" })).toBeVisible();
  await expectAccessible(page);
});

test("the search has no serious accessibility finding", async ({ page, context }) => {
  await signIn(context);
  await openConsole(page, "/admin/bevgenie/search?query=cost+per+stop");
  const found = page.getByRole("region", { name: "Passages found" });
  await expect(found.getByRole("listitem").first()).toBeVisible();
  await expectAccessible(page);
});
