import { startApp, type TestApp } from "./app-request.ts";
import { type MockProvider, startMockProvider } from "./mock-provider.ts";

type LiveApp = { app: TestApp; mock: MockProvider };

/**
 * The application with a provider of models that answers, by OpenAI's wire format, what a test says. `environment` is
 * what is set beside the provider. Both are the test's to close, the application first.
 */
export async function startLiveApp({
  environment,
  ...rest
}: Parameters<typeof startApp>[0] & { environment: Record<string, string> }): Promise<LiveApp> {
  const mock = await startMockProvider();
  const provider = { OPENAI_API_KEY: "sk-test-key", OPENAI_BASE_URL: `${mock.url}/v1` };
  const app = await startApp({ ...rest, environment: { ...provider, ...environment } });
  return { app, mock };
}
