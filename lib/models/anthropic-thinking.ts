import type { MessageCreateParamsStreaming } from "@anthropic-ai/sdk/resources/messages";

/** How a family of Claude models is kept from thinking before a visitor's answer, as far as it lets itself. */
export type ClaudeThinking = {
  thinking?: NonNullable<MessageCreateParamsStreaming["thinking"]>;
  effort?: "low" | "medium";
  /** Tokens on top of the answer's own, since thinking is counted against the same limit. */
  thinkingRoom: number;
};

/**
 * From the model pages and migration guides at platform.claude.com/docs (read November 2026): Sonnet 5.5 takes
 * `between_tools` and refuses `disabled`; Haiku 5.5, Sonnet 5 and Opus 5 think unless it is disabled; Opus 5.5,
 * Fable and Mythos always think, least at low effort; 4.x models think only when asked. First match wins.
 */
const families: [RegExp, ClaudeThinking][] = [
  [/^claude-sonnet-5-[5-9]/, { thinking: { type: "between_tools" }, thinkingRoom: 0 }],
  [/^claude-(haiku-5|sonnet-5|opus-5$|opus-5-\d{8}$)/, { thinking: { type: "disabled" }, thinkingRoom: 0 }],
  [/^claude-(opus-5|fable|mythos)/, { effort: "low", thinkingRoom: 4_000 }],
];
const silent: ClaudeThinking = { thinkingRoom: 0 };

export function claudeThinking(model: string): ClaudeThinking {
  return families.find(([pattern]) => pattern.test(model))?.[1] ?? silent;
}
