/** What the engine adds to one whole answer: a `generate` against the openai SDK asking the same provider. */
import OpenAI from "openai";
import { percentile } from "./figures.ts";

const calls = 80;

type Compared = { origin: string; provider: string; adminKey: string };

export async function engineOverhead({
  origin,
  provider,
  adminKey,
}: Compared): Promise<{ bareMs: number; engineMs: number }> {
  const client = new OpenAI({ apiKey: "bench", baseURL: `${provider}/v1`, maxRetries: 0 });
  const messages = [{ role: "user" as const, content: "What does a stop cost?" }];
  const bare = async () => {
    const stream = await client.chat.completions.create({ model: "gpt-4o", messages, stream: true });
    let text = "";
    for await (const chunk of stream) text += chunk.choices[0]?.delta?.content ?? "";
    return text;
  };
  const engine = async (call: number) => {
    const response = await fetch(`${origin}/api/orchestrator/generate`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${adminKey}` },
      body: JSON.stringify({ messages, config: { userId: `bench-${call}`, action: "ai_message" } }),
    });
    const { success, content } = (await response.json()) as { success: boolean; content?: string };
    if (!success) throw new Error(`generate answered ${response.status}`);
    return content ?? "";
  };
  const times = { bare: [] as number[], engine: [] as number[] };
  for (let call = 0; call < calls; call += 1) {
    times.bare.push(await timed(bare));
    times.engine.push(await timed(() => engine(call)));
  }
  return { bareMs: percentile(times.bare, 0.5), engineMs: percentile(times.engine, 0.5) };
}

async function timed(work: () => Promise<string>): Promise<number> {
  const startedAt = performance.now();
  if ((await work()) === "") throw new Error("an answer was empty");
  return performance.now() - startedAt;
}
