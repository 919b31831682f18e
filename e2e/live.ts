import { rm } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { freePort, start, stop } from "../bench/processes.ts";
import { environment } from "./installation.ts";
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
      await rm(dataDir, { recursive: true, force: true });
      const provider = await startPacedProvider();
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
      await use({ address: `http://localhost:${port}/`, dataDir, provider });
      await stop(server.child);
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
