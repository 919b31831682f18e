import { defineConfig, devices } from "@playwright/test";
import { dataDir, environment, port } from "./e2e/installation.ts";

/** The production server on a data directory of its own, offline, in the machine's own Chromium. */
export default defineConfig({
  testDir: "e2e",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  workers: 1,
  // On a busy machine a browser can be late once; what passes only the second time is told as flaky.
  retries: 1,
  forbidOnly: true,
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://localhost:${port}`,
    launchOptions: {
      executablePath: "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
    },
    trace: "off",
  },
  webServer: {
    command: `rm -rf ${dataDir} && npm start`,
    url: `http://localhost:${port}/api/orchestrator/health`,
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    env: { ...environment, PORT: String(port) },
  },
});
