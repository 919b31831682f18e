import { reorderPassages } from "../knowledge/reorder-passages.ts";
import type { Attempt } from "../models/attempt.ts";
import type { TextModel } from "../models/model.ts";
import { firstTextMs } from "../models/visitor-chain.ts";
import { askOrder, passagesReranked } from "./ask-order.ts";
import { lateOrders } from "./late-orders.ts";
import { questionInContext } from "./question-in-context.ts";
import type { OpenTurn } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** Whom a workspace that has it turned on asks for the order; undefined otherwise. One that keeps its prompts at home asks at home. */
export function rerankModel({
  economyModel,
  workspace: { config },
}: Pick<TurnDeps, "economyModel" | "workspace">): TextModel | undefined {
  if (!config.rerank || !economyModel) return undefined;
  return config.localOnly && economyModel.provider !== "ollama" ? undefined : economyModel;
}

const late = lateOrders();
const nameOf = (model: TextModel, { workspace }: TurnDeps) =>
  `${workspace.id} ${model.provider}:${model.model}`;

/**
 * Whom the turn asks: nobody where nothing is to be chosen, where only an economy answer is paid for, or while the
 * model rests from coming too late.
 */
export function orderedBy(open: OpenTurn, deps: TurnDeps): TextModel | undefined {
  if (open.cachedAnswer || open.energy?.granted !== "strong") return undefined;
  if (open.passages.length + open.spare.length < 2) return undefined;
  const model = rerankModel(deps);
  return model && late.rests(nameOf(model, deps), deps.now()) ? undefined : model;
}

/** The turn with its passages chosen by a model's order, where it gave one in time; what it was asked is in the account. */
export async function rerankTurn(
  open: OpenTurn,
  { model, deps, signal }: { model: TextModel; deps: TurnDeps; signal: AbortSignal },
): Promise<OpenTurn> {
  // The first word is no later for it.
  const firstTextBy = performance.now() + firstTextMs.text;
  const ranked = [...open.passages, ...open.spare];
  const asked = ranked.slice(0, passagesReranked);
  const question = questionInContext(open.message, open.history);
  const orderAttempts: Attempt[] = [];
  const onAttempt = (attempt: Attempt) => void orderAttempts.push(attempt);
  const { log } = deps;
  const { order, kept } = await askOrder({ question, passages: asked }, { model, signal, onAttempt, log });
  if (kept !== "stopped") late.note(nameOf(model, deps), { late: kept === "late", now: deps.now() });
  const chosen = order ? [...reorderPassages(asked, order), ...ranked.slice(passagesReranked)] : ranked;
  const used = open.passages.length;
  return { ...open, passages: chosen.slice(0, used), spare: chosen.slice(used), orderAttempts, firstTextBy };
}
