import { rm } from "node:fs/promises";
import type { APIRequestContext } from "@playwright/test";
import { freePort, start, stop } from "../bench/processes.ts";
import { environment } from "./installation.ts";
import { startOrderingProvider } from "./ordering-provider.ts";
import {
  test as base,
  expect,
  expectAccessible,
  expectFitsAPhone,
  expectNoSidewaysScroll,
  openConsole,
  signIn,
} from "./support.ts";

type Ordering = { address: string; provider: Awaited<ReturnType<typeof startOrderingProvider>> };

/** An installation whose model knows which passage tells of steam. */
const test = base.extend<object, { ordering: Ordering }>({
  ordering: [
    async ({ browserName: _ }, use) => {
      const dataDir = "test-results/ordering-data";
      await rm(dataDir, { recursive: true, force: true });
      const provider = await startOrderingProvider("by steam");
      const port = await freePort();
      const server = await start({
        command: ["--conditions=react-server", "server.ts"],
        cwd: process.cwd(),
        env: {
          ...environment,
          PORT: String(port),
          DATA_DIR: dataDir,
          OPENAI_API_KEY: "a-key-for-tests",
          OPENAI_BASE_URL: provider.url,
          EMBEDDING_MODEL: "local",
        },
        ready: /is ready at/,
      });
      await use({ address: `http://localhost:${port}/`, provider });
      await stop(server.child);
      await provider.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

const question = "How is a Bramling keg cleaned?";
const documents = [
  [
    "Warm water",
    "A Bramling keg is cleaned with warm water, since a Bramling keg is cleaned where it stands.",
  ],
  ["Boiler", "Where a boiler is at hand, a keg is cleaned by steam; a Bramling keg takes nine minutes."],
  ["Inspection", "Whoever has cleaned a Bramling keg signs the card that hangs on its handle."],
];

/** Keeps the question with the document that tells of steam as its answer, and adds what it is asked of. */
async function fill(request: APIRequestContext, address: string): Promise<void> {
  const ids = new Map<string, string>();
  for (const [title = "", text] of documents) {
    const content = `# ${title}\n\n${text}`;
    const response = await request.post(`${address}api/admin/documents`, { data: { title, content } });
    ids.set(title, (await response.json()).documents[0].id);
  }
  const expected = [{ documentId: ids.get("Boiler"), grade: 2 }];
  const kept = await request.post(`${address}api/admin/judged-questions`, { data: { question, expected } });
  expect(kept.status()).toBe(201);
}

test("re-ranking is tried beside the search's own order, turned on for its gain, and seen in the search", async ({
  page,
  context,
  ordering: { address, provider },
}) => {
  await signIn(context, address);
  await fill(context.request, address);
  await openConsole(page, `${address}admin/bevgenie/questions`);
  const section = page.getByRole("region", { name: "Re-ranking by a model" });
  await expect(section).toContainText("gpt-4o-mini can put the best twenty passages in order");
  await expect(section.getByText("Run the judged questions with re-ranking first.")).toBeVisible();
  await expect(section.getByRole("button")).toHaveCount(0);

  const label = page.getByRole("textbox", { name: "What this run is for" });
  const reranks = page.getByRole("checkbox", { name: "Let gpt-4o-mini put what is found in order" });
  await expect(reranks).not.toBeChecked();
  await label.fill("as it is");
  await page.getByRole("button", { name: "Run the question" }).click();
  await expect(page.getByRole("row", { name: /as it is/ })).toContainText("1 question, ");
  await label.fill("with a model");
  await reranks.check();
  await page.getByRole("button", { name: "Run the question" }).click();
  await expect(page.getByRole("row", { name: /with a model/ })).toContainText("re-ranked by gpt-4o-mini");

  const figures = section.getByRole("table");
  await expect(figures.getByRole("row", { name: /^MRR/ })).toContainText("better");
  await expect(figures.getByRole("row", { name: /^Cost of a question/ })).toContainText("$0.00030");
  await expect(figures.getByRole("row", { name: /^Time before the first word/ })).toContainText(/\+\d+ ms/);
  await expect(section).toContainText("Your own questions are answered better with it.");
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "light" });
  await expectFitsAPhone(page);
  await section.getByRole("button", { name: "Turn re-ranking on" }).click();
  await expect(section.getByRole("status")).toContainText("On. Before a visitor's answer");
  await expect(section.getByRole("button", { name: "Turn re-ranking off" })).toBeVisible();
  await page.getByRole("link", { name: "with a model" }).click();
  await expect(page.getByText(/^Put in order by gpt-4o-mini in \d+ ms for \$0\.00030\.$/)).toBeVisible();

  await openConsole(page, `${address}admin/bevgenie/search?query=${encodeURIComponent(question)}`);
  const found = page.getByRole("region", { name: "Passages found" });
  await expect(found).toContainText(/Put in order by gpt-4o-mini in \d+ ms/);
  await expect(found.getByRole("listitem").first()).toContainText("Boiler");
  await expect(found.getByRole("listitem").first()).toContainText(/\+ model \d/);
  await expect(found.getByRole("listitem").first()).toContainText("The model found it more helpful");
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "light" });
  const inOrder = page.getByRole("checkbox", { name: "Let gpt-4o-mini put them in order" });
  await expect(inOrder).toBeChecked();
  await inOrder.uncheck();
  await expect(found).not.toContainText("Put in order");
  await expect(found.getByRole("listitem").first()).not.toContainText("Boiler");

  provider.silence();
  await inOrder.check();
  await expect(found).toContainText(
    "gpt-4o-mini did not answer in time, so this is the order of the search.",
  );
  await expectNoSidewaysScroll(page);

  await openConsole(page, `${address}admin/bevgenie/questions`);
  await section.getByRole("button", { name: "Turn re-ranking off" }).click();
  await expect(section.getByRole("status")).not.toContainText("On.");
});
