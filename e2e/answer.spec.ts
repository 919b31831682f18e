import { answered, ask, composer, expect, lastTurn, openChat, questions, test, wordsOf } from "./support.ts";

type StoredAnswer = { role: string; citations?: { n: number; excerpt: string; start: number }[] };

test("a citation's card shows the cited words, and its source marks exactly those", async ({ page }) => {
  await openChat(page);
  const turn = await ask(page, questions.dropSize);
  const id = new URL(page.url()).searchParams.get("c");
  const { messages } = await (await page.request.get(`/api/conversations/${id}`)).json();
  const answer = messages.find(({ role }: StoredAnswer) => role === "assistant") as StoredAnswer;
  const n = answer.citations?.[0]?.n;
  const excerpts = (answer.citations ?? [])
    .filter((one) => one.n === n)
    .toSorted((a, b) => a.start - b.start);
  expect(excerpts.length).toBeGreaterThan(0);

  const numeral = turn.getByRole("button", { name: new RegExp(`^Source ${n}: `) }).first();
  await numeral.click();
  const card = page.getByRole("dialog", { name: `Source ${n}`, exact: true });
  await expect(card.getByRole("blockquote").first()).toHaveText(excerpts[0]?.excerpt ?? "");
  await card.getByRole("button", { name: "Open the source" }).click();

  const source = page.getByRole("dialog", { name: /Drop size/ });
  await expect(source.locator("mark").first()).toBeInViewport();
  const marked = await source.locator("mark").allInnerTexts();
  expect(wordsOf(marked.join(" "))).toBe(wordsOf(excerpts.map(({ excerpt }) => excerpt).join(" ")));
  await page.keyboard.press("Escape");
  await expect(numeral).toBeFocused();
});

test("a source that cannot be read says so and is read when asked again", async ({ page }) => {
  await openChat(page);
  const turn = await ask(page, questions.dropSize);
  await page.route("**/api/documents/**", (route) => route.abort());
  await turn.getByRole("list", { name: "Sources" }).getByRole("button").first().click();
  const source = page.getByRole("dialog", { name: /Drop size/ });
  await expect(source.getByText("The source could not be read.")).toBeVisible();
  await page.unroute("**/api/documents/**");
  await source.getByRole("button", { name: "Try again" }).click();
  await expect(source.locator("mark").first()).toBeVisible();
});

test("a question to go on with asks itself, and is answered", async ({ page }) => {
  await openChat(page);
  const first = await ask(page, questions.roi);
  const offered = first.getByRole("list", { name: "Questions to go on with" }).getByRole("button").first();
  const question = (await offered.textContent()) ?? "";
  await offered.click();
  const next = await answered(page, question);
  await expect(next.getByRole("button", { name: /^Source \d/ }).first()).toBeVisible();
  await expect(page.getByRole("list", { name: "Questions to go on with" })).toHaveCount(1);
});

test("a thumb is kept, and a poor answer may be told why", async ({ page }) => {
  await openChat(page);
  const turn = await ask(page, questions.roi);
  await turn.getByRole("button", { name: "Good answer" }).click();
  await expect(turn.getByText("Noted, thank you.")).toBeVisible();
  await turn.getByRole("button", { name: "Poor answer" }).click();
  const told = page.waitForRequest(
    (request) => request.url().endsWith("/api/feedback") && "comment" in request.postDataJSON(),
  );
  await turn.getByRole("textbox", { name: "What was wrong? (optional)" }).fill("No figures for wine");
  await turn.getByRole("button", { name: "Send the remark" }).click();
  expect((await (await told).response())?.status()).toBe(200);
  await openChat(page, page.url());
  const kept = await answered(page, questions.roi);
  await expect(kept.getByRole("button", { name: "Poor answer" })).toHaveAttribute("aria-pressed", "true");
  await expect(kept.getByRole("button", { name: "Good answer" })).toHaveAttribute("aria-pressed", "false");
});

test("an answer is copied as it was written", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openChat(page);
  const turn = await ask(page, questions.dropSize);
  await turn.getByRole("button", { name: "Copy the answer" }).click();
  await expect(turn.getByText("Copied", { exact: true })).toBeAttached();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("Raising drop size");
  expect(copied).toMatch(/\[\d\]/);
});

test("a question can be edited and sent again", async ({ page }) => {
  await openChat(page);
  const turn = await ask(page, questions.dropSize);
  await turn.getByRole("button", { name: "Edit and send again" }).click();
  await expect(composer(page)).toBeFocused();
  await expect(composer(page)).toHaveValue(questions.dropSize);
  await ask(page, questions.territories);
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(2);
});

test("a question can be asked again and gets a second answer", async ({ page }) => {
  await openChat(page);
  const turn = await ask(page, questions.dropSize);
  await turn.getByRole("button", { name: "Ask again" }).click();
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(2);
  await expect(lastTurn(page)).toHaveAttribute("aria-busy", "false");
  await expect(lastTurn(page)).toContainText("Raising drop size");
});

test("a screen reader is told once that an answer is complete, and not each word of it", async ({ page }) => {
  await openChat(page);
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest("[role=status],[role=alert],[role=log],[aria-live]");
        if (region?.textContent) said.push(region.textContent);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await ask(page, questions.dropSize);
  await expect(page.getByRole("status").filter({ hasText: "The answer is complete" })).toHaveCount(1);
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said.filter((words) => !words.startsWith("Waiting"))).toEqual([
    "The answer is complete, with 1 source.",
  ]);
});

test("what we think the visitor is shows its evidence and takes a correction", async ({ page }) => {
  await openChat(page);
  await ask(page, questions.roi);
  await page.getByRole("button", { name: "You seem to be: Distributor" }).click();
  const sheet = page.getByRole("dialog", { name: "What we think you are" });
  await expect(sheet.getByRole("radio", { name: /Distributor/ })).toBeChecked();
  await expect(sheet.getByRole("listitem").first()).toContainText("beverage distributors");
  await expect(sheet.getByRole("listitem").first()).toContainText("strong");
  await sheet.getByRole("radio", { name: /Sales leader/i }).click();
  await expect(sheet.getByText("Noted. The next answer goes by it.")).toBeVisible();
  await expect(sheet.getByRole("radio", { name: /Sales leader/i })).toBeChecked();
  await expect(sheet.getByText("You told us").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /You seem to be: Sales leader/i })).toBeVisible();
  await openChat(page);
  await expect(page.getByRole("button", { name: /You seem to be: Sales leader/i })).toBeVisible();
});
