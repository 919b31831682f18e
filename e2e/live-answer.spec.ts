import { begin, test } from "./live.ts";
import { answered, askAnew, canvas, composer, expect, lastTurn, openChat, questions } from "./support.ts";

/** As much as fills a window of the size below. */
const manyLines = Array.from({ length: 60 }, (_, line) => `Line ${line} of a long answer.\n\n`).join("");

test.use({ viewport: { width: 1100, height: 600 } });

test.beforeEach(({ context }) => askAnew(context));

test("an answer is shown word by word while it is written", async ({ page, live }) => {
  await openChat(page, live.address);
  await expect(page.getByText("no model is connected")).toHaveCount(0);
  await begin(page, live);
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  live.provider.say("Fewer stops, **small");
  await expect(lastTurn(page).locator("strong")).toHaveText("small");
  await expect(lastTurn(page)).toHaveAttribute("aria-busy", "true");
  live.provider.say(" ones** for now");
  await expect(lastTurn(page).locator("strong")).toHaveText("small ones");
  live.provider.finish();
  const turn = await answered(page, questions.dropSize);
  await expect(turn).toContainText("Fewer stops, small ones for now");
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
});

test("a stopped answer keeps what was shown, here and after a reload, and ends at the provider", async ({
  page,
  live,
}) => {
  await openChat(page, live.address);
  await begin(page, live);
  live.provider.say("Kept as far as here");
  await expect(lastTurn(page)).toContainText("Kept as far as here");
  await page.getByRole("button", { name: "Stop" }).click();
  await expect.poll(live.provider.openAnswers).toBe(0);
  await expect(lastTurn(page)).toContainText("You stopped this answer. What was written is kept.");
  await expect(lastTurn(page)).toContainText("Kept as far as here");
  await openChat(page, page.url());
  const turn = await answered(page, questions.dropSize);
  await expect(turn).toContainText("Kept as far as here");
  await expect(turn).toContainText("You stopped this answer. What was written is kept.");
});

test("Esc stops an answer before its first word, and the next question is answered", async ({
  page,
  live,
}) => {
  await openChat(page, live.address);
  await begin(page, live);
  await page.keyboard.press("Escape");
  await expect(lastTurn(page)).toContainText("You stopped this answer.");
  live.provider.finish();
  await expect.poll(live.provider.openAnswers).toBe(0);
  await composer(page).fill(questions.territories);
  await composer(page).press("Enter");
  await expect.poll(live.provider.openAnswers).toBe(1);
  live.provider.say("A second answer");
  live.provider.finish();
  await expect(await answered(page, questions.territories)).toContainText("A second answer");
});

test("the talk follows what is written only for a reader at its end", async ({ page, live }) => {
  await openChat(page, live.address);
  await begin(page, live);
  live.provider.say(manyLines);
  live.provider.say("The end so far.\n\n");
  await expect(page.getByText("The end so far.")).toBeInViewport();

  const first = page.getByText("Line 0 of a long answer.", { exact: true });
  await lastTurn(page).hover();
  await page.mouse.wheel(0, -10_000);
  await expect(first).toBeInViewport();
  const top = await first.boundingBox();
  live.provider.say(manyLines.replaceAll("Line", "Later line"));
  live.provider.say("The true end.");
  await expect(page.getByText("The true end.")).toBeAttached();
  expect(await first.boundingBox()).toEqual(top);

  await page.getByRole("button", { name: "To the newest" }).click();
  await expect(page.getByText("The true end.")).toBeInViewport();
  live.provider.finish();
  await answered(page, questions.dropSize);
});

test("what stands above does not move while an answer grows", async ({ page, live }) => {
  await openChat(page, live.address);
  await begin(page, live);
  live.provider.say("| Figure | Value |\n| --- | --- |\n| Stops");
  await expect(lastTurn(page).getByRole("cell", { name: "Stops" })).toBeVisible();
  const table = lastTurn(page).getByRole("table");
  const before = await table.boundingBox();
  live.provider.say(" a day | 120 |\n| Cases | 900 |\n\nAnd a sentence after it.");
  await expect(lastTurn(page)).toContainText("And a sentence after it.");
  const after = await table.boundingBox();
  expect([after?.x, after?.y, after?.width]).toEqual([before?.x, before?.y, before?.width]);
  live.provider.finish();
  await answered(page, questions.dropSize);
});

test("a model's link and picture of a foreign host never reach the page", async ({ page, live }) => {
  await openChat(page, live.address);
  await begin(page, live);
  live.provider.say("See [our site](https://evil.example/x) ![a](https://evil.example/pixel.png)");
  live.provider.finish();
  const turn = await answered(page, questions.dropSize);
  await expect(turn).toContainText("our site");
  await expect(turn.locator("img, a")).toHaveCount(0);
});

test("a page shows each section as it is written, and its sources once it is whole", async ({
  page,
  live,
}) => {
  const question = "What happens week by week in a rollout?";
  await openChat(page, live.address);
  await composer(page).fill(question);
  await page.getByRole("button", { name: "Make a page" }).click();
  await expect.poll(live.provider.openAnswers).toBe(1);
  const head = {
    type: "solution_overview",
    title: "A calm start",
    summary: "One depot goes first.",
    audience: "Owners",
  };
  const hero = { type: "hero", headline: "A calm start", standfirst: "One depot goes first.", sources: [1] };
  const next = {
    type: "call_to_action",
    heading: "What comes next",
    text: "",
    actions: [{ action: "ask", question: questions.dropSize }],
  };
  live.provider.say(`${JSON.stringify(head).slice(0, -1)},"sections":[${JSON.stringify(hero)},`);
  const made = canvas(page).getByRole("article");
  await expect(made.getByRole("heading", { level: 1, name: "A calm start" })).toBeVisible();
  await expect(made).toHaveAttribute("aria-busy", "true");
  await expect(lastTurn(page)).toContainText("Being made; sections show as they are done");
  live.provider.say(`${JSON.stringify(next)}]}`);
  live.provider.finish();
  await answered(page, question);
  await expect(made.getByRole("heading", { name: "What comes next" })).toBeVisible();
  await expect(made).toHaveAttribute("aria-busy", "false");
  await expect(made.getByRole("region", { name: "Sources" })).toBeVisible();
});
