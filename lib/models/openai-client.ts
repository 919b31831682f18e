import type OpenAI from "openai";
import { type HeaderWatch, watchedFetch } from "./watched-fetch.ts";

/** The wrapping with-timeout is sharper; this one only ends what nobody wraps. */
const requestTimeoutMs = 120_000;

/**
 * The official SDK's client, loaded when the first is made (it costs 120 ms and 35 MB, which a product without
 * a key need not pay). Its retries are off, since there is one retry loop and it is ours, and nothing is read
 * from the environment but what is passed in.
 */
export function openaiClient({
  apiKey,
  baseUrl,
  onHeaders,
}: {
  apiKey: string;
  baseUrl?: string | undefined;
  onHeaders?: HeaderWatch | undefined;
}) {
  const client = import("openai").then(
    ({ default: Client }) =>
      new Client({
        apiKey,
        baseURL: baseUrl ?? "https://api.openai.com/v1",
        adminAPIKey: null,
        organization: null,
        project: null,
        maxRetries: 0,
        timeout: requestTimeoutMs,
        logLevel: "off",
        fetch: watchedFetch(onHeaders),
      }),
  );
  return (): Promise<OpenAI> => client;
}
