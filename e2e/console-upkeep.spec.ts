import type { APIRequestContext } from "@playwright/test";
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

const consolePath = "/admin/bevgenie";

/** A file of a name is replaced by the next of that name. Answers the document's id. */
async function upload(request: APIRequestContext, name: string, text: string): Promise<string> {
  const file = { name, mimeType: "text/markdown", buffer: Buffer.from(text) };
  const response = await request.post("/api/admin/documents", { multipart: { file } });
  expect(response.status()).toBe(200);
  const [document] = (await response.json()).documents;
  expect(document.status).toBe("ready");
  return document.id;
}

test("a question found in the search is kept, run, and better after the document says more", async ({
  page,
  context,
}) => {
  await signIn(context);
  await upload(
    context.request,
    "bramling.md",
    "# Bramling valve\n\nThe Bramling valve is cleaned with warm water.\n",
  );
  await openConsole(page, `${consolePath}/search?query=How+is+the+Bramling+valve+cleaned%3F`);
  await expect(page.getByText("The assistant would answer from these passages.")).toBeVisible();
  await page.getByRole("button", { name: "Keep as judged question" }).click();
  const form = page.getByRole("form", { name: "Keep as judged question" });
  await form
    .getByRole("combobox", { name: /Bramling valve/ })
    .first()
    .selectOption("Answers it");
  await expect(form.getByRole("textbox", { name: "By these words of it" })).toHaveValue(
    /cleaned with warm water/,
  );
  await expectAccessible(page);
  await form.getByRole("button", { name: "Keep the question" }).click();
  await page.getByRole("status").getByRole("link", { name: "Judged questions" }).click();
  await expect(page.getByRole("heading", { name: "1 question", exact: true })).toBeVisible();

  await page.getByRole("textbox", { name: "What this run is for" }).fill("before");
  await page.getByRole("button", { name: "Run the question" }).click();
  await expect(page.getByRole("row", { name: /before/ })).toContainText("1 question, ");

  // The words leave the document: what was expected is lost, and the run says so.
  await upload(context.request, "bramling.md", "# Bramling valve\n\nThe Bramling valve is made of brass.\n");
  await page.getByRole("textbox", { name: "What this run is for" }).fill("without the words");
  await page.getByRole("button", { name: "Run the question" }).click();
  await expect(page.getByRole("row", { name: /without the words/ })).toContainText("1 question, ");
  await page.getByRole("link", { name: "without the words" }).click();
  await expect(page.getByRole("combobox", { name: "Compared with" })).toContainText("before");
  const question = page
    .getByRole("listitem")
    .filter({ hasText: "How is the Bramling valve cleaned?" })
    .first();
  await expect(question).toContainText("Worse");
  await expect(question).toContainText("no longer has these words");
  await expect(page.getByText("−1.000 worse").first()).toBeVisible();
  await question.getByText("What was found").click();
  await expect(question.getByRole("region", { name: "Before" })).toContainText("answers it");
  await expectAccessible(page);
  await expectFitsAPhone(page);
});

test("questions come in by a file, and what cannot be taken is told", async ({ page, context }) => {
  await signIn(context);
  await upload(context.request, "sorrel.md", "# Sorrel crates\n\nA Sorrel crate holds 24 bottles.\n");
  await openConsole(page, `${consolePath}/questions`);
  const lines = [
    "question,document,excerpt,grade",
    "How many bottles fit a Sorrel crate?,Sorrel crates,A Sorrel crate holds 24 bottles.,2",
    "Who owns the moon?,,,",
    "What of this?,There is no such document,,2",
  ];
  await page
    .getByLabel("File of questions")
    .setInputFiles({ name: "questions.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });
  await expect(page.getByText("2 new, 0 judged anew, 1 not taken.")).toBeVisible();
  await expect(page.getByText(/^4: “What of this\?” There is no such document\./)).toBeVisible();
  const moon = page.getByRole("listitem").filter({ hasText: "Who owns the moon?" });
  await expect(moon).toContainText("cannot answer it");
  await moon.getByRole("button", { name: "Remove “Who owns the moon?”" }).click();
  await expect(moon).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(moon).toHaveCount(1);
  await expectAccessible(page);
  await expectFitsAPhone(page);
});

test("two documents that contradict are shown side by side, and stay dismissed until the text changes", async ({
  page,
  context,
}) => {
  await signIn(context);
  await upload(
    context.request,
    "teasel-a.md",
    "# Teasel rental\n\nA Teasel cooler is rented for 15 dollars a day.\n",
  );
  await upload(
    context.request,
    "teasel-b.md",
    "# Questions about Teasel\n\nA Teasel cooler is rented for 19 dollars a day.\n",
  );
  // Opening the page looks by itself, since documents changed.
  await openConsole(page, `${consolePath}/findings`);
  const finding = page.getByRole("listitem").filter({ hasText: "Teasel cooler" });
  await expect(finding).toContainText("Different prices: ");
  await expect(finding.locator("mark")).toHaveText(["15 dollars", "19 dollars"]);
  await expectAccessible(page);
  await expectFitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  await finding.getByRole("button", { name: /^Dismiss/ }).click();
  await expect(finding).toHaveCount(0);
  await page.getByRole("button", { name: "Look again" }).click();
  await expect(page.getByText(/documents compared/)).toBeVisible();
  await expect(finding).toHaveCount(0);
  await page.getByRole("button", { name: /^Dismissed/ }).click();
  await expect(finding).toContainText("It comes back when the text changes.");

  await upload(
    context.request,
    "teasel-b.md",
    "# Questions about Teasel\n\nA Teasel cooler is rented for 21 dollars a day.\n",
  );
  await openConsole(page, `${consolePath}/findings`);
  await expect(finding.locator("mark")).toHaveText(["15 dollars", "21 dollars"]);
});

test("a document whose end has passed is told of as out of date", async ({ page, context }) => {
  await signIn(context);
  await upload(
    context.request,
    "yarrow.md",
    "# Yarrow offer\n\nThe Yarrow offer is valid until March 2025.\n",
  );
  await openConsole(page, `${consolePath}/findings?about=stale`);
  const finding = page.getByRole("listitem").filter({ hasText: "Yarrow offer" });
  await expect(finding).toContainText("The end that it names has passed: 2025-03-31");
  await expect(finding.getByRole("link", { name: "Yarrow offer" })).toBeVisible();
  await expectAccessible(page);
});

test("an earlier text of a document is compared by words, restored, and searched again", async ({
  page,
  context,
}) => {
  await signIn(context);
  const id = await upload(context.request, "medlar.md", "# Medlar tap\n\nThe Medlar tap is made of brass.\n");
  await upload(context.request, "medlar.md", "# Medlar tap\n\nThe Medlar tap is made of steel.\n");
  await openConsole(page, `${consolePath}/knowledge/${id}`);
  await page.getByRole("link", { name: "Versions" }).click();
  const shown = page.getByRole("region", { name: /^Version 2, with what changed/ });
  await expect(shown.getByRole("deletion")).toContainText("brass");
  await expect(shown.getByRole("insertion")).toContainText("steel");
  await expectAccessible(page);
  await expectFitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole("link", { name: /^Version 1/ }).click();
  await page.getByRole("button", { name: "Restore version 1" }).click();
  await expect(
    page.getByRole("region", { name: /^Version 3, with what changed since version 2/ }),
  ).toBeVisible();
  await openConsole(page, `${consolePath}/search?query=What+is+the+Medlar+tap+made+of%3F`);
  await expect(page.getByRole("region", { name: "Passages found" })).toContainText("made of brass");
});

test("the documents tell when an answer cited them last", async ({ page, context, newBrowser }) => {
  await signIn(context);
  const id = await upload(
    context.request,
    "tansy.md",
    "# Tansy rack\n\nThe Tansy rack carries 90 kegs on its two floors.\n",
  );
  await openConsole(page, `${consolePath}/knowledge/${id}`);
  await expect(page.getByText("Never cited in an answer.")).toBeVisible();
  const visitor = await (await newBrowser()).newPage();
  await openChat(visitor);
  await ask(visitor, "How many kegs does the Tansy rack carry?");
  await openConsole(page, `${consolePath}/knowledge/${id}`);
  await expect(page.getByText(/Last cited .* in 1 answer of the last 30 days/)).toBeVisible();
  await openConsole(page, `${consolePath}/knowledge`);
  await expect(page.getByRole("row", { name: /Tansy rack/ })).toContainText("1×");
});

test("the search is narrowed to one document, and says what the assistant would do", async ({
  page,
  context,
}) => {
  await signIn(context);
  await upload(
    context.request,
    "woodruff.md",
    "# Woodruff labels\n\nWoodruff labels are printed on Tuesdays.\n",
  );
  await openConsole(page, `${consolePath}/search?query=When+are+Woodruff+labels+printed%3F`);
  const found = page.getByRole("region", { name: "Passages found" });
  await expect(found.getByRole("link", { name: "Woodruff labels" })).toBeVisible();
  await page
    .getByRole("combobox", { name: "Only one document" })
    .selectOption({ label: "BevGenie editions and prices" });
  await expect(found.getByRole("link", { name: "Woodruff labels" })).toHaveCount(0);
  await page.getByRole("combobox", { name: "Only one document" }).selectOption("All documents");
  await page.getByRole("searchbox", { name: "Question" }).fill("xqzvw brlfk");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByText("The assistant would say that it does not know.")).toBeVisible();
});

test("on a phone one menu leads to every room of the console", async ({ page, context }) => {
  await signIn(context);
  await page.setViewportSize({ width: 390, height: 844 });
  await openConsole(page, `${consolePath}/search`);
  await page.getByRole("button", { name: "Page: Search" }).click();
  await expect(page.getByRole("menuitem")).toHaveText([
    "Knowledge",
    "Search",
    "Unanswered",
    "Judged questions",
    "Upkeep",
    "Usage",
    "People",
    "API keys",
  ]);
  await page.getByRole("menuitem", { name: "Upkeep" }).click();
  await expect(page.getByRole("heading", { name: "Upkeep", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Page: Upkeep" })).toBeVisible();
});
