import { AppError } from "../errors.ts";
import type { TextModel } from "../models/model.ts";

type Asked = {
  model?: string | undefined;
  provider?: string | undefined;
  fallbackModel?: string | undefined;
  allowFallback: boolean;
};

type Installed = {
  candidates: { strong: TextModel[]; economy: TextModel[] };
  named: (name: string) => TextModel | undefined;
  /** Nothing of this workspace leaves for a cloud provider. */
  localOnly: boolean;
};

/**
 * The models a call may be answered by, in order: what it names, what it names for when that fails, then what the
 * installation has. `economy` is for when only that can be paid. Throws `invalid_request` for a model or provider
 * that is not there, `provider_unavailable` where there is none at all.
 */
export function generateModels(
  asked: Asked,
  installed: Installed,
): { strong: TextModel[]; economy: TextModel[] } {
  const { candidates } = installed;
  const own = asked.model === undefined ? undefined : named(asked.model, "model", asked.provider, installed);
  const fallback =
    asked.fallbackModel === undefined
      ? undefined
      : named(asked.fallbackModel, "fallbackModel", undefined, installed);
  const inOrder = (first: TextModel | undefined, chain: TextModel[]) => {
    const [head, ...rest] = different(
      [first, ...preferring(asked.provider, chain)]
        .flatMap((model) => model ?? [])
        .filter(allowed(installed)),
    );
    if (!head) return [];
    return asked.allowFallback ? different([head, ...(fallback ? [fallback] : []), ...rest]) : [head];
  };
  const strong = inOrder(own, candidates.strong);
  if (asked.provider && strong[0]?.provider !== asked.provider) throw notThere("provider");
  if (strong.length === 0) {
    throw new AppError("provider_unavailable", { message: "No model is connected that could answer this." });
  }
  return { strong, economy: inOrder(undefined, candidates.economy) };
}

function named(
  name: string,
  field: "model" | "fallbackModel",
  provider: string | undefined,
  installed: Installed,
): TextModel {
  const hasProvider = /^(openai|anthropic|ollama):/.test(name);
  const model = installed.named(provider && !hasProvider ? `${provider}:${name}` : name);
  if (!model || !allowed(installed)(model)) throw notThere(field);
  return model;
}

function allowed({ localOnly }: Installed): (model: TextModel) => boolean {
  return ({ provider }) => !localOnly || provider === "ollama";
}

function preferring(provider: string | undefined, chain: TextModel[]): TextModel[] {
  const isAsked = (model: TextModel) => provider === undefined || model.provider === provider;
  return [...chain.filter(isAsked), ...chain.filter((model) => !isAsked(model))];
}

function different(models: TextModel[]): TextModel[] {
  const names = models.map(({ provider, model }) => `${provider}:${model}`);
  return models.filter((_, index) => names.indexOf(names[index] ?? "") === index);
}

function notThere(field: "model" | "fallbackModel" | "provider"): AppError {
  return new AppError("invalid_request", {
    message: "This is not connected here, or this workspace may not use it.",
    field: `config.${field}`,
  });
}
