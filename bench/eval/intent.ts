import { readFileSync } from "node:fs";
import { compileIntentRouter, type IntentRouter } from "../../lib/ai/route-intent.ts";
import { type Intent, intentSchema } from "../../lib/workspace.ts";

type Labelled = { text: string; intent: string };
type Judged = Labelled & { chosen: string; sure: boolean; certainty: number };

/**
 * Prints how well the router reads the messages in `intents-development.jsonl` (looked at while
 * building) and `intents-heldout.jsonl` (only scored): accuracy, macro-F1 over the intents, precision
 * and recall of the refused intent, the share decided without asking a model, the accuracy of those,
 * the mean distance of certainty from truth, and the time of one message and of building the router.
 */
export function printIntentEval(): void {
  const file = new URL("../../supabase/seed/bevgenie/intents.json", import.meta.url);
  const intents = intentSchema.array().parse(JSON.parse(readFileSync(file, "utf8")));
  const started = performance.now();
  const route = compileIntentRouter(intents);
  console.log(`Intents (router built in ${(performance.now() - started).toFixed(0)} ms)`);
  for (const set of ["development", "heldout"]) printSet(set, intents, route);
}

function printSet(set: string, intents: readonly Intent[], route: IntentRouter): void {
  const judged = readSet(set).map((one): Judged => {
    const { intent, sure, certainty } = route(one.text);
    return { ...one, chosen: intent.id, sure, certainty };
  });
  const sure = judged.filter((one) => one.sure);
  const refused = new Set(
    intents.filter((intent) => intent.outcome.refusal !== undefined).map(({ id }) => id),
  );
  const refusal = score(
    judged,
    (one) => refused.has(one.chosen),
    (one) => refused.has(one.intent),
  );
  const macroF1 = mean(intents.map(({ id }) => scoreOf(judged, id).f1));
  console.log(`\n  ${set}, ${judged.length} messages`);
  console.log(`    accuracy ${percent(accuracy(judged))}   macro-F1 ${percent(macroF1)}`);
  console.log(`    refusals: precision ${percent(refusal.precision)}   recall ${percent(refusal.recall)}`);
  console.log(
    `    decided locally ${percent(sure.length / judged.length)}, of these right ${percent(accuracy(sure))}`,
  );
  console.log(`    calibration error ${percent(calibrationError(judged))}   ${latency(judged, route)}`);
  for (const { id } of intents) {
    const { precision, recall, f1 } = scoreOf(judged, id);
    console.log(`    ${id.padEnd(20)} P ${percent(precision)}  R ${percent(recall)}  F1 ${percent(f1)}`);
  }
}

function readSet(set: string): Labelled[] {
  const lines = readFileSync(new URL(`./intents-${set}.jsonl`, import.meta.url), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => JSON.parse(line) as Labelled);
}

function scoreOf(judged: readonly Judged[], id: string): { precision: number; recall: number; f1: number } {
  return score(
    judged,
    (one) => one.chosen === id,
    (one) => one.intent === id,
  );
}

function score(
  judged: readonly Judged[],
  isChosen: (one: Judged) => boolean,
  isMeant: (one: Judged) => boolean,
): { precision: number; recall: number; f1: number } {
  const right = judged.filter((one) => isChosen(one) && isMeant(one)).length;
  const precision = right / Math.max(1, judged.filter(isChosen).length);
  const recall = right / Math.max(1, judged.filter(isMeant).length);
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function accuracy(judged: readonly Judged[]): number {
  return judged.filter((one) => one.chosen === one.intent).length / Math.max(1, judged.length);
}

/** How far certainty is from the share that is right, over ten bands of certainty, weighted by their size. */
function calibrationError(judged: readonly Judged[]): number {
  const bands = Array.from({ length: 10 }, (_, band) =>
    judged.filter((one) => Math.min(9, Math.floor(one.certainty * 10)) === band),
  );
  const gaps = bands.map((band) =>
    band.length === 0 ? 0 : band.length * Math.abs(accuracy(band) - mean(band.map((one) => one.certainty))),
  );
  return gaps.reduce((sum, gap) => sum + gap, 0) / judged.length;
}

function latency(judged: readonly Judged[], route: IntentRouter): string {
  const times = judged.map(({ text }) => timeOf(text, route)).sort((one, other) => one - other);
  const longest = timeOf("Our drivers are late and invoices never match. ".repeat(85).slice(0, 4000), route);
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] as number).toFixed(3);
  return `one message p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, 4,000 characters ${longest.toFixed(2)} ms`;
}

function timeOf(text: string, route: IntentRouter): number {
  const started = performance.now();
  route(text);
  return performance.now() - started;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function percent(share: number): string {
  return share.toFixed(3);
}
