import type Anthropic from "@anthropic-ai/sdk";
import { type HeaderWatch, watchedFetch } from "./watched-fetch.ts";

/** The wrapping with-timeout is sharper; this one only ends what nobody wraps. */
const requestTimeoutMs = 120_000;

export type AnthropicTools = {
  client: Anthropic;
  /** A JSON schema in the subset that structured output takes; the SDK's own. */
  outputSchema: (schema: Record<string, unknown>) => Record<string, unknown>;
};

/**
 * The official SDK's client, loaded when the first is made (it costs 120 ms and 14 MB). Its retries are off,
 * since there is one retry loop and it is ours, and nothing is read from the environment but what is passed in.
 */
export function anthropicClient({
  apiKey,
  baseUrl,
  onHeaders,
}: {
  apiKey: string;
  baseUrl?: string | undefined;
  onHeaders?: HeaderWatch | undefined;
}) {
  const tools = load();
  return (): Promise<AnthropicTools> => tools;

  async function load(): Promise<AnthropicTools> {
    const [{ default: Client }, { transformJSONSchema }] = await Promise.all([
      import("@anthropic-ai/sdk"),
      import("@anthropic-ai/sdk/lib/transform-json-schema"),
    ]);
    const client = new Client({
      apiKey,
      authToken: null,
      baseURL: baseUrl ?? "https://api.anthropic.com",
      maxRetries: 0,
      timeout: requestTimeoutMs,
      logLevel: "off",
      fetch: watchedFetch(onHeaders),
    });
    return { client, outputSchema: transformJSONSchema as AnthropicTools["outputSchema"] };
  }
}
