import type { Attempt } from "../models/attempt.ts";
import type { TextModel } from "../models/model.ts";
import { metered } from "./metered-model.ts";
import type { OpenTurn } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** The turn's world with the models that its energy pays for, and what they are asked, told into `attempts`. */
export function meterTurn(open: OpenTurn, deps: TurnDeps): { metered: TurnDeps; attempts: Attempt[] } {
  const attempts: Attempt[] = [];
  const onAttempt = (attempt: Attempt) => void attempts.push(attempt);
  const chosen = (model: TextModel | null) => {
    const paid = open.energy?.granted === "economy" ? deps.economyModel : model;
    return model && paid && metered(paid, { onAttempt, now: deps.now });
  };
  return {
    metered: { ...deps, chatModel: chosen(deps.chatModel), pageModel: chosen(deps.pageModel) },
    attempts,
  };
}
