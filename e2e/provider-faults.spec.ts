import type { APIRequestContext, Locator, Page } from "@playwright/test";
import { startFaultyProviders, whole } from "./faulty-providers.ts";
import { startOwnInstallation } from "./own-installation.ts";
import {
  addressOfPage,
  answered,
  ask,
  askAnew,
  test as base,
  canvas,
  expect,
  makePage,
  openChat,
  questions,
} from "./support.ts";

type Faulty = { address: string; providers: Awaited<ReturnType<typeof startFaultyProviders>> };

/** An installation of two providers, whose first fails as a test says. It starts while none can be reached. */
const test = base.extend<object, { faulty: Faulty }>({
  faulty: [
    async ({ browserName: _ }, use) => {
      const providers = await startFaultyProviders();
      providers.fail("dead", { second: "dead" });
      const own = await startOwnInstallation("test-results/faulty-data", {
        OPENAI_API_KEY: "a-key-for-tests",
        OPENAI_BASE_URL: providers.openaiUrl,
        ANTHROPIC_API_KEY: "another-key-for-tests",
        ANTHROPIC_BASE_URL: providers.anthropicUrl,
        PAGE_MODEL: "gpt-4o",
      });
      await use({ address: own.address, providers });
      await own.stop();
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

/** Ends what earlier faults have left behind: a model that failed often enough is left alone for a while. */
async function expectFirstProviderWell(request: APIRequestContext): Promise<void> {
  const data = { message: questions.territories, mode: "text", useCache: false };
  await expect
    .poll(async () =>
      (await (await request.post("/api/chat", { data })).text()).includes('"provider":"openai"'),
    )
    .toBe(true);
}

test.use({ baseURL: async ({ faulty }, use) => use(faulty.address) });

test.beforeEach(async ({ context, faulty, newBrowser }) => {
  await askAnew(context);
  faulty.providers.fail("none");
  await expectFirstProviderWell((await newBrowser()).request);
});

test("with every provider dead the answer comes from the knowledge base, cited", async ({ page, faulty }) => {
  faulty.providers.fail("dead", { second: "dead" });
  await openChat(page, faulty.address);
  const turn = await ask(page, questions.dropSize);
  await expect(turn.getByRole("button", { name: /source \d/i }).first()).toBeVisible();
  expect(await lastMeta(page)).toMatchObject({ provider: "offline", fallbackUsed: true });
});

for (const fault of ["dead", "slow", "cut"] as const) {
  test(`with the first provider ${fault} a visitor gets one whole answer, and has it after a reload`, async ({
    page,
    faulty,
  }) => {
    const cutsBefore = faulty.providers.cuts();
    faulty.providers.fail(fault);
    await openChat(page, faulty.address);
    await expectOneAnswer(await ask(page, questions.dropSize));
    const answeredBy = fault === "slow" ? /openai|anthropic/ : /anthropic/;
    expect(await lastMeta(page)).toMatchObject({
      provider: expect.stringMatching(answeredBy),
      ...(fault !== "slow" && { fallbackUsed: true }),
    });
    expect(faulty.providers.cuts() > cutsBefore).toBe(fault === "cut");
    await openChat(page, page.url());
    await expectOneAnswer(await answered(page, questions.dropSize));
  });
}

/** All of it in one paragraph, with no word lost or doubled. */
async function expectOneAnswer(turn: Locator): Promise<void> {
  await expect(turn.locator("p", { hasText: "Small drops" })).toHaveText(whole);
  expect((await turn.textContent())?.match(/drop size first/g)).toHaveLength(1);
}

for (const fault of ["dead", "slow", "cut"] as const) {
  test(`with the first provider ${fault} a page is made, and stands whole at its own address`, async ({
    page,
    faulty,
  }) => {
    await openChat(page, faulty.address);
    await ask(page, questions.dropSize);
    const cutsBefore = faulty.providers.cuts();
    faulty.providers.fail(fault);
    await makePage(page);
    await expectOnePage(canvas(page));
    if (fault !== "slow") expect(await lastMeta(page)).toMatchObject({ fallbackUsed: true });
    expect(faulty.providers.cuts() > cutsBefore).toBe(fault === "cut");
    await page.goto(await addressOfPage(page));
    await expectOnePage(page.getByRole("article"));
  });
}

/** Each section once. */
async function expectOnePage(made: Locator): Promise<void> {
  await expect(made.getByRole("heading", { level: 1, name: "Bigger drops" })).toHaveCount(1);
  await expect(made.getByText("A stop costs the same, full or not.")).toHaveCount(1);
  await expect(made.getByRole("heading", { name: "What owners ask" })).toHaveCount(1);
  await expect(made.getByText("Why now?")).toHaveCount(1);
}
