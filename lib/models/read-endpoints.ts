import { ConfigurationError } from "./configuration-error.ts";

/** One way to a provider. `place` is its number among those of its provider, for logs and breakers. */
export type Endpoint = { apiKey: string; baseUrl: string | undefined; weight: number; place: number };

type Given = { provider: "openai" | "anthropic"; keys: string; urls: string | undefined };

/**
 * The endpoints of a provider: several keys and several addresses, each separated by commas, paired by their
 * place, or one for all. `=3` after either gives that endpoint three times the share of an endpoint without.
 * Throws ConfigurationError when they cannot be paired.
 */
export function readEndpoints({ provider, keys, urls }: Given): Endpoint[] {
  const given = splitList(keys);
  const addresses = urls === undefined ? [] : splitList(urls);
  const count = Math.max(given.length, addresses.length);
  const fits = (length: number) => length <= 1 || length === count;
  if (!fits(given.length) || !fits(addresses.length)) {
    const name = provider.toUpperCase();
    throw new ConfigurationError(
      `${name}_BASE_URL`,
      `must hold one address, or as many as ${name}_API_KEY holds keys (${given.length})`,
    );
  }
  return Array.from({ length: count }, (_, place) => {
    const key = given[given.length === 1 ? 0 : place] ?? { value: "", weight: 1 };
    const address = addresses[addresses.length === 1 ? 0 : place];
    return {
      apiKey: key.value,
      baseUrl: address?.value,
      weight: key.weight * (address?.weight ?? 1),
      place,
    };
  });
}

/** The endpoints of a provider without keys. */
export function readAddresses(urls: string): Endpoint[] {
  return splitList(urls).map(({ value, weight }, place) => ({ apiKey: "", baseUrl: value, weight, place }));
}

function splitList(text: string): { value: string; weight: number }[] {
  return text.split(",").map((part) => {
    const [, value = "", weight = "1"] = /^(.*?)(?:=(\d{1,3}))?$/.exec(part.trim()) ?? [];
    return { value, weight: Math.max(1, Number(weight)) };
  });
}
