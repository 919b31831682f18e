/** How a family of OpenAI models wants to be asked. */
export type OpenAIFamily = {
  /** Reasoning models refuse `max_tokens`; compatible servers often know nothing else. */
  limit: "max_tokens" | "max_completion_tokens";
  takesTemperature: boolean;
  /** The least reasoning that the family can be asked for: an answer is waited for by a visitor. */
  effort?: "none" | "minimal" | "low";
  /** Tokens on top of the answer's own, since reasoning is counted against the same limit. */
  reasoningRoom: number;
};

/**
 * From developers.openai.com/api/docs/guides/reasoning and the model pages (read November 2026): the o-series
 * and GPT-5 always reason and refuse a temperature; from GPT-5.1 reasoning can be off, and a temperature is
 * accepted exactly then. First match wins; whatever is not named here (GPT-4o, GPT-4.1, `…-chat-latest`,
 * compatible servers) is a plain chat model.
 */
const families: [RegExp, OpenAIFamily][] = [
  [/^o\d/, { limit: "max_completion_tokens", takesTemperature: false, effort: "low", reasoningRoom: 4_000 }],
  [
    /^gpt-5(-mini|-nano)?(-\d{4}-\d{2}-\d{2})?$/,
    { limit: "max_completion_tokens", takesTemperature: false, effort: "minimal", reasoningRoom: 1_000 },
  ],
  [
    /^gpt-(5\.\d|[6-9])(?!.*-chat)/,
    { limit: "max_completion_tokens", takesTemperature: true, effort: "none", reasoningRoom: 0 },
  ],
];
const plain: OpenAIFamily = { limit: "max_tokens", takesTemperature: true, reasoningRoom: 0 };

export function openaiFamily(model: string): OpenAIFamily {
  return families.find(([pattern]) => pattern.test(model))?.[1] ?? plain;
}
