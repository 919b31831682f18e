import { countTokens, loadTokenizer } from "../../lib/models/tokens.ts";

/** What passages are measured by: o200k tokens. */
export async function exactTokens(): Promise<(text: string) => number> {
  await loadTokenizer();
  return (text) => countTokens(text, "openai");
}
