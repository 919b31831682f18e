import type { RoutedTurn, ScoredTurn } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** Decides what the message is after. Local and immediate. */
export function routeTurn(scored: ScoredTurn, { workspace }: TurnDeps): RoutedTurn {
  return { ...scored, routed: workspace.routeIntent(scored.message) };
}
