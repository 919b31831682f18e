/** How long the first word takes when it is written by a model that thinks for 300 ms, and when it is remembered. */
import { percentile } from "./figures.ts";
import { laterMark } from "./mock-provider.ts";

const question = `How long does a rollout take? ${laterMark}`;
const written = 10;
const remembered = 50;

export async function keptAnswers(url: string): Promise<{ writtenMs: number; rememberedMs: number }> {
  const times = { written: [] as number[], remembered: [] as number[] };
  for (let time = 0; time < written; time += 1) times.written.push(await ask(url, { useCache: false }));
  for (let time = 0; time < remembered; time += 1) times.remembered.push(await ask(url, { useCache: true }));
  return { writtenMs: percentile(times.written, 0.5), rememberedMs: percentile(times.remembered, 0.5) };
}

/** Milliseconds to the first word, of a new visitor each time. */
async function ask(url: string, { useCache }: { useCache: boolean }): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ message: question, mode: "text", useCache }),
  });
  // The response begins with its first word.
  const firstMs = performance.now() - startedAt;
  const text = await response.text();
  if (!text.includes(`"cached":${useCache}`))
    throw new Error(`an answer was not what it should be: ${text.slice(-300)}`);
  return firstMs;
}
