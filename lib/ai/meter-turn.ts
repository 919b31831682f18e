import type { Attempt } from "../models/attempt.ts";
import type { TextModel } from "../models/model.ts";
import type { OpenTurn } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** The turn's world with the models that its energy pays for, and what they are asked, told into `attempts`. */
export function meterTurn(open: OpenTurn, deps: TurnDeps): { metered: TurnDeps; attempts: Attempt[] } {
  const attempts: Attempt[] = [];
  const chosen = (model: TextModel | null) => {
    const paid = open.energy?.granted === "economy" ? deps.economyModel : model;
    return model && paid && tellingOf(paid, attempts);
  };
  return {
    metered: { ...deps, chatModel: chosen(deps.chatModel), pageModel: chosen(deps.pageModel) },
    attempts,
  };
}

/** A model that tells of its calls to a provider here too. */
function tellingOf(model: TextModel, attempts: Attempt[]): TextModel {
  return {
    ...model,
    streamText: (request, signal) => {
      const onAttempt = (attempt: Attempt) => {
        attempts.push(attempt);
        request.onAttempt?.(attempt);
      };
      return model.streamText({ ...request, onAttempt }, signal);
    },
  };
}
