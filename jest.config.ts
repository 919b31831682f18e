import nextJest from "next/jest.js";

const withNext = nextJest({ dir: "." });

const project = withNext({
  testEnvironment: "node",
  testEnvironmentOptions: { customExportConditions: ["react-server", "node"] },
  testMatch: ["<rootDir>/__tests__/**/*.test.ts", "<rootDir>/__tests__/**/*.test.tsx"],
  moduleNameMapper: { "^@/(.*)$": "<rootDir>/$1" },
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  modulePathIgnorePatterns: ["<rootDir>/.next", "<rootDir>/.data"],
  // A cold machine needs seconds to compile the embedded Postgres; a test that hangs is still found.
  testTimeout: 30_000,
  setupFilesAfterEnv: ["<rootDir>/__tests__/support/strict-console.ts"],
});

// What a file's modules took is not all given back: a process that has run a hundred files does little else than
// tidy up. One that has grown is replaced by a new one.
export default async () => ({ ...(await project()), maxWorkers: 2, workerIdleMemoryLimit: "1GB" });
