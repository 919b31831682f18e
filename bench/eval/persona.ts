import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { z } from "zod";
import { compilePersonaScorer, sumSignals } from "../../lib/ai/score-persona.ts";
import { type Persona, personaSchema } from "../../lib/workspace.ts";

const here = new URL(".", import.meta.url);
const kinds = ["plain", "several", "none", "adversarial", "misspelt"] as const;
const labelledSchema = z.strictObject({
  text: z.string(),
  personas: z.array(z.string()),
  kind: z.enum(kinds),
});
type Labelled = z.infer<typeof labelledSchema>;
/** A labelled message and what was found in it; `ms` is how long that took. */
type Judged = Labelled & { found: string[]; ms: number };

/** From this score on a persona counts as found in a first message. */
const foundFrom = 0.2;

/**
 * Prints, for the part we look at and the part we only score: precision, recall and F1 per persona,
 * macro-F1, exact matches per kind, false positives on messages of nobody, and time per message.
 */
export function printPersonaEval(): void {
  const personas = z.array(personaSchema).parse(read("../../supabase/seed/bevgenie/personas.json"));
  const compileStart = performance.now();
  const score = compilePersonaScorer(personas);
  console.log(`Personas: compiled in ${(performance.now() - compileStart).toFixed(0)} ms`);
  for (const part of ["development", "heldout"]) {
    const messages = readLabelled(`personas-${part}.jsonl`);
    printPart(
      part,
      personas,
      messages.map((message) => judge(message, personas, score)),
    );
  }
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, here), "utf8"));
}

function readLabelled(path: string): Labelled[] {
  const lines = readFileSync(new URL(path, here), "utf8").trim().split("\n");
  return lines.map((line) => labelledSchema.parse(JSON.parse(line)));
}

function judge(
  message: Labelled,
  personas: Persona[],
  score: ReturnType<typeof compilePersonaScorer>,
): Judged {
  const start = performance.now();
  const signals = score(message.text);
  const ms = performance.now() - start;
  const scores = sumSignals(personas, signals);
  return { ...message, ms, found: Object.keys(scores).filter((id) => (scores[id] ?? 0) >= foundFrom) };
}

function printPart(part: string, personas: Persona[], judged: Judged[]): void {
  console.log(`\n${part}: ${judged.length} messages`);
  const f1s = personas.map(({ id }) => {
    const { precision, recall, f1 } = measure(judged, id);
    console.log(
      `  ${id.padEnd(20)} precision ${figure(precision)}  recall ${figure(recall)}  F1 ${figure(f1)}`,
    );
    return f1;
  });
  console.log(`  macro-F1 ${figure(f1s.reduce((sum, f1) => sum + f1, 0) / f1s.length)}`);
  for (const kind of kinds) {
    const ofKind = judged.filter((message) => message.kind === kind);
    console.log(`  ${kind.padEnd(12)} exact ${figure(share(ofKind, isExact))} of ${ofKind.length}`);
  }
  const ofNobody = judged.filter((message) => message.kind === "none");
  console.log(
    `  false positives on messages of nobody ${figure(share(ofNobody, ({ found }) => found.length > 0))}`,
  );
  const times = judged.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (quantile: number) => (times[Math.floor(quantile * (times.length - 1))] ?? 0).toFixed(3);
  console.log(`  ms per message p50 ${at(0.5)}  p95 ${at(0.95)}  max ${at(1)}`);
}

function measure(judged: Judged[], id: string): { precision: number; recall: number; f1: number } {
  const hits = judged.filter(({ found, personas }) => found.includes(id) && personas.includes(id)).length;
  const found = judged.filter((message) => message.found.includes(id)).length;
  const labelled = judged.filter((message) => message.personas.includes(id)).length;
  return {
    precision: found === 0 ? 0 : hits / found,
    recall: labelled === 0 ? 0 : hits / labelled,
    f1: found + labelled === 0 ? 0 : (2 * hits) / (found + labelled),
  };
}

function isExact({ found, personas }: Judged): boolean {
  return found.length === personas.length && found.every((id) => personas.includes(id));
}

function share(judged: Judged[], test: (message: Judged) => boolean): number {
  return judged.length === 0 ? 0 : judged.filter(test).length / judged.length;
}

function figure(value: number): string {
  return value.toFixed(3);
}

if (import.meta.filename === process.argv[1]) printPersonaEval();
