import nextJest from "next/jest.js";

const withNext = nextJest({ dir: "." });

export default withNext({
  testEnvironment: "node",
  testEnvironmentOptions: { customExportConditions: ["react-server", "node", "import"] },
  testMatch: ["<rootDir>/__tests__/**/*.test.ts", "<rootDir>/__tests__/**/*.test.tsx"],
  moduleNameMapper: { "^@/(.*)$": "<rootDir>/$1" },
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  modulePathIgnorePatterns: ["<rootDir>/.next", "<rootDir>/.data"],
  setupFilesAfterEnv: ["<rootDir>/__tests__/support/strict-console.ts"],
});
