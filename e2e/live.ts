import type { Page } from "@playwright/test";
import { startOwnInstallation } from "./own-installation.ts";
import { startPacedProvider } from "./paced-provider.ts";
import { test as base, composer, expect, questions } from "./support.ts";

export type Live = {
  address: string;
  dataDir: string;
  provider: Awaited<ReturnType<typeof startPacedProvider>>;
};

/** A second installation, whose model is the test itself. All files that use it share one. */
export const test = base.extend<object, { live: Live }>({
  live: [
    async ({ browserName: _ }, use) => {
      const dataDir = "test-results/live-data";
      const provider = await startPacedProvider();
      const own = await startOwnInstallation(dataDir, {
        OPENAI_API_KEY: "a-key-for-tests",
        OPENAI_BASE_URL: provider.url,
        EMBEDDING_MODEL: "local",
      });
      await use({ address: own.address, dataDir, provider });
      await own.stop();
      await provider.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

/** Sends a question and waits until the model is asked. */
export async function begin(page: Page, live: Live, question: string = questions.dropSize): Promise<void> {
  await composer(page).fill(question);
  await composer(page).press("Enter");
  await expect.poll(live.provider.openAnswers).toBe(1);
}
