const providerNames = ["openai", "anthropic", "ollama"] as const;
export type ProviderName = (typeof providerNames)[number];

export type ModelName = { provider: ProviderName; model: string };

/**
 * `provider:model`, or a bare name whose provider its beginning tells (`gpt…`, `o3…`, `claude…`; anything else
 * is a local one, so that `llama3.2:3b` with its tag is read as it is meant). Null when there is no model in it.
 */
export function parseModelName(text: string): ModelName | null {
  const name = text.trim();
  const [prefix = "", ...rest] = name.split(":");
  const provider = providerNames.find((one) => one === prefix);
  if (provider) return modelOf(provider, rest.join(":"));
  return modelOf(providerOfBare(name), name);
}

function modelOf(provider: ProviderName, model: string): ModelName | null {
  return /^\S+$/.test(model) ? { provider, model } : null;
}

function providerOfBare(name: string): ProviderName {
  if (/^(gpt-|chatgpt-|o\d|text-embedding-)/.test(name)) return "openai";
  if (name.startsWith("claude")) return "anthropic";
  return "ollama";
}
