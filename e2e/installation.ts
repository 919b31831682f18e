/** The installation that the browser tests run against: its own port, data directory and password. */
export const port = Number(process.env.E2E_PORT ?? 3117);
export const dataDir = "test-results/data";
export const operatorPassword = "a-password-for-tests";

/** What the server and every command beside it are told. Offline: no model key, whatever the machine has. */
export const environment = {
  DATA_DIR: dataDir,
  ADMIN_PASSWORD: operatorPassword,
  LOG_LEVEL: "warn",
  NEW_VISITORS_PER_MINUTE_PER_IP: "0",
  OPENAI_API_KEY: "",
  ANTHROPIC_API_KEY: "",
  OLLAMA_BASE_URL: "",
  DATABASE_URL: "",
  SUPABASE_URL: "",
  SUPABASE_SECRET_KEY: "",
  REDIS_URL: "",
};
