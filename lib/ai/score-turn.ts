import type { AskedTurn, ScoredTurn } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** Reads the message's evidence for who the visitor is. Local and immediate. */
export function scoreTurn(asked: AskedTurn, { workspace }: TurnDeps): ScoredTurn {
  return { ...asked, signals: workspace.scorePersona(asked.message) };
}
