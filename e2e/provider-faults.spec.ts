import { rm } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { freePort, start, stop } from "../bench/processes.ts";
import { startFaultyProviders, whole } from "./faulty-providers.ts";
import { environment } from "./installation.ts";
import { answered, ask, test as base, canvas, expect, makePage, openChat, questions } from "./support.ts";

type Faulty = { address: string; providers: Awaited<ReturnType<typeof startFaultyProviders>> };

/** An installation of two providers, whose first fails as a test says. It starts while none can be reached. */
const test = base.extend<object, { faulty: Faulty }>({
  faulty: [
    async ({ browserName: _ }, use) => {
      const dataDir = "test-results/faulty-data";
      await rm(dataDir, { recursive: true, force: true });
      const providers = await startFaultyProviders();
      providers.fail("dead", { second: "dead" });
      const port = await freePort();
      const server = await start({
        command: ["--conditions=react-server", "server.ts"],
        cwd: process.cwd(),
        env: {
          ...environment,
          PORT: String(port),
          DATA_DIR: dataDir,
          OPENAI_API_KEY: "a-key-for-tests",
          OPENAI_BASE_URL: providers.openaiUrl,
          ANTHROPIC_API_KEY: "another-key-for-tests",
          ANTHROPIC_BASE_URL: providers.anthropicUrl,
          PAGE_MODEL: "gpt-4o",
        },
        ready: /is ready at/,
      });
      await use({ address: `http://localhost:${port}/`, providers });
      await stop(server.child);
      await providers.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

/** What the last turn cost and who answered it, as it was stored. */
async function lastMeta(page: Page): Promise<{ provider: string; fallbackUsed: boolean }> {
  const { conversationId } = await (await page.request.get("/api/session")).json();
  const { messages } = await (await page.request.get(`/api/conversations/${conversationId}`)).json();
  return messages.findLast((message: { meta?: object }) => message.meta).meta;
}

test.use({ baseURL: async ({ faulty }, use) => use(faulty.address) });

test("with every provider dead the answer comes from the knowledge base, cited", async ({ page, faulty }) => {
  faulty.providers.fail("dead", { second: "dead" });
  await openChat(page, faulty.address);
  const turn = await ask(page, questions.dropSize);
  await expect(turn.getByRole("button", { name: /source 1/i }).first()).toBeVisible();
  expect(await lastMeta(page)).toMatchObject({ provider: "offline", fallbackUsed: true });
});

for (const fault of ["dead", "slow"] as const) {
  test(`with the first provider ${fault} a visitor gets one whole answer, and has it after a reload`, async ({
    page,
    faulty,
  }) => {
    faulty.providers.fail(fault);
    await openChat(page, faulty.address);
    const turn = await ask(page, questions.dropSize);
    await expect(turn).toContainText(whole);
    expect((await turn.textContent())?.split("Small drops")).toHaveLength(2);
    expect(await lastMeta(page)).toMatchObject({ provider: expect.stringMatching(/openai|anthropic/) });
    await openChat(page, page.url());
    await expect(await answered(page, questions.dropSize)).toContainText(whole);
  });
}

for (const fault of ["dead", "slow"] as const) {
  test(`with the first provider ${fault} a page is made`, async ({ page, faulty }) => {
    faulty.providers.fail("none");
    await openChat(page, faulty.address);
    await ask(page, questions.dropSize);
    faulty.providers.fail(fault);
    await makePage(page);
    await expect(canvas(page).getByRole("heading", { level: 1, name: "Bigger drops" })).toBeVisible();
    await expect(canvas(page).getByText("Why now?")).toBeVisible();
  });
}
