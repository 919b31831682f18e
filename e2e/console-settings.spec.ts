import type { APIRequestContext } from "@playwright/test";
import { expect, expectAccessible, expectFitsAPhone, openConsole, signIn, test } from "./support.ts";

const consolePath = "/admin/bevgenie";

/** Other tests count the questions and the runs. */
async function forgetJudged(request: APIRequestContext): Promise<void> {
  const { runs } = await (await request.get("/api/admin/judged-runs")).json();
  for (const { id } of runs) await request.delete(`/api/admin/judged-runs/${id}`);
  const { questions } = await (await request.get("/api/admin/judged-questions")).json();
  for (const { id } of questions) await request.delete(`/api/admin/judged-questions/${id}`);
}

test("the search learns from the documents, says how far it is, and forgets again", async ({
  page,
  context,
}) => {
  await signIn(context);
  await openConsole(page, `${consolePath}/search`);
  const panel = page.getByRole("region", { name: "What words mean here" });
  await panel.getByRole("button", { name: "Learn from the documents" }).click();
  await expect(panel.getByRole("status")).toContainText("The search goes on as before.");
  await expect(panel.getByRole("button", { name: "Learn from the documents" })).toBeDisabled();
  await expectAccessible(page);
  await expect(panel.getByRole("status")).toContainText(/^Learnt from \d+ passages\./, { timeout: 40_000 });
  await expectAccessible(page);
  await expectFitsAPhone(page);
  await page.getByRole("searchbox", { name: "Question" }).fill("How do we raise drop size?");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("region", { name: "Passages found" })).toContainText("by meaning");
  await panel.getByRole("button", { name: "Forget" }).click();
  await expect(panel.getByRole("status")).toContainText("The search knows English words.");
  await expect(panel.getByRole("button", { name: "Forget" })).toHaveCount(0);
});

test("why it learnt nothing is told, and what could not be asked is asked again", async ({
  page,
  context,
}) => {
  const failed = {
    ...{ model: "local-v2", canLearn: true, state: "failed", passages: 12, embedded: 0, knowledge: 12 },
    ...{ error: "There are 12 passages; fewer than 50 tell nothing.", learned: null },
  };
  await signIn(context);
  await page.route("**/api/admin/embedder", (route) => route.abort());
  await openConsole(page, `${consolePath}/search`);
  const away = page.getByRole("alert").filter({ hasText: "The server could not be reached." });
  await expect(away).toBeVisible();
  await page.unroute("**/api/admin/embedder");
  await page.route("**/api/admin/embedder", (route) => route.fulfill({ json: failed }));
  await away.getByRole("button", { name: "Try again" }).click();
  const panel = page.getByRole("region", { name: "What words mean here" });
  await expect(panel.getByRole("status")).toHaveText(failed.error);
  await expect(panel.getByRole("button", { name: "Learn from the documents" })).toBeEnabled();
  await expectAccessible(page);
});

test("the language of the documents is changed, with what is done so far, and back", async ({
  page,
  context,
}) => {
  await signIn(context);
  await openConsole(page, `${consolePath}/search`);
  const panel = page.getByRole("region", { name: "What documents are found by" });
  const language = panel.getByRole("combobox", { name: "Language of the documents" });
  await expect(language).toHaveValue("en");
  await language.selectOption("German");
  await panel.getByRole("button", { name: "Cancel" }).click();
  await expect(language).toHaveValue("en");
  await language.selectOption("Polish");
  await expect(panel).toContainText("found as they are written");

  await language.selectOption("German");
  // The sample documents are indexed faster than anybody could look.
  let isHalfDone = true;
  await page.route("**/api/admin/knowledge", async (route) => {
    const response = await route.fetch();
    const knowledge = await response.json();
    await route.fulfill({ response, json: { ...knowledge, ...(isHalfDone && { indexed: 20 }) } });
  });
  await panel.getByRole("button", { name: "Index in German" }).click();
  await expect(panel.getByRole("status")).toContainText(/^20 of \d+ documents are indexed in German\./);
  await expect(panel.getByRole("progressbar", { name: "Documents indexed" })).toBeVisible();
  await expect(language).toBeDisabled();
  await expectAccessible(page);
  isHalfDone = false;
  await expect(panel.getByRole("status")).toContainText(/^All \d+ documents are indexed in German\./);
  await expectFitsAPhone(page);

  await openConsole(page, `${consolePath}/search`);
  await expect(language).toHaveValue("de");
  await language.selectOption("English");
  await panel.getByRole("button", { name: "Index in English" }).click();
  await expect(panel.getByRole("status")).toContainText(/^All \d+ documents are indexed in English\./);
  await expectAccessible(page);
});

test("a change to another embedding model is told with what is done and why it waits", async ({
  page,
  context,
}) => {
  await signIn(context);
  await page.route("**/api/admin/knowledge", async (route) => {
    const response = await route.fetch();
    const change = {
      ...{ model: "text-embedding-3-small", startedAt: new Date().toISOString(), passages: 7 },
      error: "text-embedding-3-small cannot be reached.",
    };
    await route.fulfill({ response, json: { ...(await response.json()), change } });
  });
  await openConsole(page, `${consolePath}/search`);
  const panel = page.getByRole("region", { name: "What documents are found by" });
  await expect(panel).toContainText(/7 of \d+ passages are embedded by text-embedding-3-small\./);
  await expect(panel).toContainText("text-embedding-3-small cannot be reached.");
  await expectAccessible(page);
  await expectFitsAPhone(page);
});

test("after how many months a document is out of date is kept", async ({ page, context }) => {
  await signIn(context);
  await openConsole(page, `${consolePath}/findings?about=stale`);
  const months = page.getByRole("spinbutton", { name: "Months until an unchanged document is out of date" });
  const save = page.getByRole("button", { name: "Save and look again" });
  await expect(save).toBeDisabled();
  await months.fill("6");
  await save.click();
  await expect(page.getByText(/nobody changed or read again for 6 months/)).toBeVisible();
  await expectAccessible(page);
  await expectFitsAPhone(page);
  await openConsole(page, `${consolePath}/findings?about=stale`);
  await expect(months).toHaveValue("6");
  await months.fill("12");
  await save.click();
  await expect(page.getByText(/nobody changed or read again for 12 months/)).toBeVisible();
});

test("a judged question is changed where it stands: its words, and what is expected of which document", async ({
  page,
  context,
}) => {
  await signIn(context);
  const title = "Lovage pumps";
  const content = "# Lovage pumps\n\nA Lovage pump moves 40 litres a minute.\n";
  const added = await context.request.post("/api/admin/documents", { data: { title, content } });
  const [{ id: documentId }] = (await added.json()).documents;
  const expected = [{ documentId, excerpt: "moves 40 litres a minute" }];
  const kept = { question: "How much does a Lovage pump move?", expected };
  expect((await context.request.post("/api/admin/judged-questions", { data: kept })).status()).toBe(201);
  await openConsole(page, `${consolePath}/questions`);
  const change = page.getByRole("button", { name: `Change “${kept.question}”` });
  await change.click();
  const form = page.getByRole("form", { name: `Change “${kept.question}”` });
  await expect(form.getByRole("textbox", { name: "Question" })).toBeFocused();
  await form.getByRole("textbox", { name: "By these words of it" }).fill("moves 90 litres");
  await form.getByRole("button", { name: "Save the question" }).click();
  await expect(form.getByRole("alert")).toHaveText(/These words do not stand in “Lovage pumps”/);
  await expectAccessible(page);

  await form.getByRole("textbox", { name: "By these words of it" }).fill("");
  await form.getByRole("combobox", { name: title }).selectOption("Helps");
  const more = form.getByRole("combobox", { name: "One more document that answers it" });
  await more.selectOption("BevGenie editions and prices");
  await form.getByRole("button", { name: "Add" }).click();
  await form.getByRole("textbox", { name: "Question" }).fill("What does a Lovage pump move in a minute?");
  await expectFitsAPhone(page);
  await form.getByRole("button", { name: "Save the question" }).click();
  await expect(form).toHaveCount(0);
  const item = page.getByRole("listitem").filter({ hasText: "What does a Lovage pump move in a minute?" });
  await expect(item).toContainText("Helps: Lovage pumps");
  await expect(item).toContainText("Answers: BevGenie editions and prices");
  await expect(item.getByRole("button", { name: /^Change/ })).toBeFocused();
  await openConsole(page, `${consolePath}/questions`);
  await expect(item).toContainText("Helps: Lovage pumps");
  await forgetJudged(context.request);
});

test("a run that did not come to its end can be run again", async ({ page, context }) => {
  await signIn(context);
  await forgetJudged(context.request);
  const questions = Array.from({ length: 60 }, (_, at) => ({
    question: `Is there a box ${at}?`,
    expected: [],
  }));
  await context.request.post("/api/admin/judged-questions/import", { data: { questions } });
  const begun = await context.request.post("/api/admin/judged-runs", { data: { label: "cut short" } });
  const { id } = await begun.json();
  await context.request.post(`/api/admin/judged-runs/${id}/stop`);
  await openConsole(page, `${consolePath}/questions`);
  await expect(page.getByRole("row", { name: /cut short/ })).toContainText(
    /stopped after \d+ of 60 questions/,
  );
  await page.getByRole("link", { name: "cut short" }).click();
  await expect(page.getByText("Not asked: the run ended before.").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Judged questions" }).first().click();
  await page.getByRole("button", { name: "Run cut short again" }).click();
  await expect(page.getByRole("row", { name: /cut short/ })).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Run cut short again" })).toHaveCount(0);
  await expect(page.getByRole("row", { name: /60 questions, local-v2/ })).toHaveCount(1, {
    timeout: 30_000,
  });
  await expectFitsAPhone(page);
  await forgetJudged(context.request);
});
