import type { Evidence } from "../claims/evidence.ts";
import type { Workspace } from "../workspace.ts";
import type { OpenTurn } from "./turn.ts";

/**
 * What an answer's claims may stand on: the turn's passages, which it may cite; and, uncited, what the visitor said,
 * what was answered before (and checked then), and what the company tells of itself in its instructions.
 */
export function answerEvidence(open: OpenTurn, config: Workspace): Evidence {
  const { message, history, summary, passages, instructions, routed } = open;
  const { about, guidelines } = config.prompt;
  const told = [about, ...guidelines, config.welcome, routed.intent.outcome.guidance, instructions, summary];
  return {
    sources: passages,
    said: [message, ...history.map(({ content }) => content), ...told].filter(
      (text) => typeof text === "string",
    ),
    names: [config.name],
  };
}
