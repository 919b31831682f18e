import { AppError } from "../errors.ts";
import { isAnyJsonObject, writesAnyJsonObject } from "../models/any-json-object.ts";
import type { TextModel, TextRequest } from "../models/model.ts";
import { generateModels } from "./generate-models.ts";

type Asked = Pick<TextModel, "provider" | "model"> & { jsonSchema: TextRequest["jsonSchema"] };

/**
 * A model that a caller named, and what may stand in for it, as far as they can write what is asked for. Throws 400
 * where the named one cannot.
 */
export function plainModelsFor(
  { provider, model, jsonSchema }: Asked,
  workspace: Parameters<typeof generateModels>[1],
): ReturnType<typeof generateModels> {
  const chosen = generateModels({ provider: provider as "openai", model, allowFallback: true }, workspace);
  if (!jsonSchema || !isAnyJsonObject(jsonSchema)) return chosen;
  if (!writesAnyJsonObject({ provider })) {
    throw new AppError("invalid_request", {
      field: "response_format",
      message: "This model has no mode for any JSON object; describe yours with a json_schema.",
    });
  }
  return {
    strong: chosen.strong.filter(writesAnyJsonObject),
    economy: chosen.economy.filter(writesAnyJsonObject),
  };
}
