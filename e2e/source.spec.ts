import type { APIRequestContext, Page } from "@playwright/test";
import { ask, expect, expectAccessible, expectNoSidewaysScroll, openChat, signIn, test } from "./support.ts";

/** A long document of its own for a test, whose answer stands far down; returns its id. */
async function addDocument(request: APIRequestContext, { title, answer }: { title: string; answer: string }) {
  const filler = Array.from(
    { length: 60 },
    (_, index) =>
      `## Part ${index + 1}\n\nLorem ipsum dolor sit amet, consectetur adipiscing elit, part ${index + 1}.`,
  );
  const content = `# ${title}\n\n${filler.join("\n\n")}\n\n## ${title}\n\n${answer}\n\n${filler.join("\n\n")}\n`;
  const response = await request.post("/api/admin/documents", { data: { title, content } });
  expect(response.status()).toBe(200);
  return (await response.json()).documents[0].id as string;
}

async function openSource(page: Page, question: string, title: string) {
  await openChat(page);
  const turn = await ask(page, question);
  await turn.getByRole("list", { name: "Sources" }).getByRole("button", { name: title }).click();
  const source = page.getByRole("dialog", { name: title });
  await expect(source).toBeVisible();
  return source;
}

test("a citation of a long document opens it at the cited words, for a visitor nobody knows, on a phone too", async ({
  page,
  newBrowser,
}) => {
  const operator = await newBrowser();
  await signIn(operator);
  const title = "Ottoline cider presses";
  await addDocument(operator.request, {
    title,
    answer:
      "| Ottoline press | Litres |\n|---|---|\n| Small Ottoline cider press | 40 |\n| Large Ottoline cider press | 90 |\n\nAn Ottoline cider press is cleaned with `warm water` after each pressing.",
  });
  const question = "How is an Ottoline cider press cleaned?";
  const source = await openSource(page, question, title);
  await expect(source.locator("mark").first()).toBeInViewport();
  await expect(source.locator("mark").first()).toContainText("An Ottoline cider press is cleaned");
  await expect(source.getByRole("table")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 390, height: 844 });
  const phone = await openSource(page, question, title);
  await expect(phone.locator("mark").first()).toBeInViewport();
  await expectNoSidewaysScroll(page);
});

test("a document that was changed since shows the words where they are now, and says which it no longer has", async ({
  page,
  newBrowser,
}) => {
  const operator = await newBrowser();
  await signIn(operator);
  const title = "Perpetua grain mill";
  await addDocument(operator.request, { title, answer: "The Perpetua grain mill turns by wind." });
  await openChat(page);
  const turn = await ask(page, "What turns the Perpetua grain mill?");
  const reply = async (text: string) => {
    await page.unroute("**/api/documents/**");
    await page.route("**/api/documents/**", (route) =>
      route.fulfill({ json: { id: "x", title, url: null, sample: false, text } }),
    );
    await turn.getByRole("list", { name: "Sources" }).getByRole("button", { name: title }).click();
    return page.getByRole("dialog", { name: title });
  };
  const moved = await reply("A new beginning.\n\nThe Perpetua grain mill **turns by wind**.");
  await expect(moved.locator("mark").first()).toContainText("The Perpetua grain mill");
  await page.keyboard.press("Escape");
  const changed = await reply("The Perpetua grain mill turns by water.");
  await expect(changed).toContainText("It no longer has these words");
  await expect(changed.getByRole("blockquote")).toContainText("turns by wind");
});

test("a document that was deleted since says so kindly, with the words it had", async ({
  page,
  newBrowser,
}) => {
  const operator = await newBrowser();
  await signIn(operator);
  const title = "Isolde bottle crates";
  const id = await addDocument(operator.request, {
    title,
    answer: "Isolde bottle crates are painted green.",
  });
  await openChat(page);
  const turn = await ask(page, "Which paint do Isolde bottle crates have?");
  expect((await operator.request.delete(`/api/admin/documents/${id}`)).status()).toBe(200);
  await turn.getByRole("list", { name: "Sources" }).getByRole("button", { name: title }).click();
  const source = page.getByRole("dialog", { name: title });
  await expect(source).toContainText("taken down since the answer was written");
  await expect(source.getByRole("blockquote")).toContainText("Isolde bottle crates are painted green.");
  await expectAccessible(page);
});
