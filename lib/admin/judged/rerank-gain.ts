import type { JudgedRun, ReadRun } from "./compare-runs.ts";

/** Figures are shown with three decimals; less is no difference. */
const leastGain = 0.0005;

export type GainQuestion = {
  /** The newest whole run of each kind; null where there is none. */
  without: ReadRun | null;
  reranked: ReadRun | null;
  /** The model that would be asked, and the knowledge base as it is; null: no model is connected. */
  model: string | null;
  knowledgeVersion: number;
};

/** Whether a workspace's own runs show that re-ranking finds better; `why` says what is missing, to an operator. */
export type RerankGain = { gain: true } | { gain: false; why: string };

/**
 * Re-ranking gains where the run with it has a better nDCG@10 than the run without and loses nothing of what an answer
 * is written from (Recall@5), both over the same questions, the same documents as they are now, and otherwise the same
 * settings. Pure.
 */
export function rerankGain({ without, reranked, model, knowledgeVersion }: GainQuestion): RerankGain {
  if (model === null) return no("No model is connected that this workspace may ask.");
  if (!reranked) return no("Run the judged questions with re-ranking first.");
  if (!without) return no("Run the judged questions without re-ranking first.");
  if (reranked.settings.rerankedBy !== model)
    return no(`The run with re-ranking asked another model than ${model}. Run it again.`);
  if (![without, reranked].every((run) => isOf(run, knowledgeVersion)))
    return no("Documents were changed since, or while a run was under way. Run both again.");
  if (questionsOf(without) !== questionsOf(reranked))
    return no("The two runs asked different questions. Run both again.");
  if (settingsOf(without) !== settingsOf(reranked))
    return no("The search was set otherwise in one of the runs. Run both again.");
  return figuresOf(without, reranked);
}

function figuresOf({ summary: before }: JudgedRun, { summary: after }: JudgedRun): RerankGain {
  if (typeof before?.ndcg10 !== "number" || typeof after?.ndcg10 !== "number")
    return no("None of the judged questions can be answered. Keep some that can.");
  if (after.ndcg10 - before.ndcg10 < leastGain)
    return no(
      `Re-ranking shows no gain: nDCG@10 is ${figure(after.ndcg10)} with it and ${figure(before.ndcg10)} without.`,
    );
  const [recall, recallBefore] = [after.recall5 ?? 0, before.recall5 ?? 0];
  if (recallBefore - recall >= leastGain)
    return no(
      `Re-ranking loses some of what answers are written from: Recall@5 is ${figure(recall)} with it and ${figure(recallBefore)} without.`,
    );
  return { gain: true };
}

/** From its beginning to its end. */
function isOf({ knowledgeVersion, knowledgeVersionAfter }: JudgedRun, version: number): boolean {
  return knowledgeVersion === version && knowledgeVersionAfter === version;
}

function questionsOf({ results }: ReadRun): string {
  const asked = results.map(({ questionId, question, expected }) =>
    JSON.stringify([
      questionId,
      question,
      expected.map(({ documentId, excerpt, grade }) => [documentId, excerpt, grade]),
    ]),
  );
  return asked.sort().join("\n");
}

function settingsOf({ embedder, settings: { rerankedBy: _, ...settings } }: JudgedRun): string {
  return JSON.stringify([embedder, Object.entries(settings).sort()]);
}

function figure(value: number): string {
  return value.toFixed(3);
}

function no(why: string): RerankGain {
  return { gain: false, why };
}
