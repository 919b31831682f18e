import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { anthropicText } from "../../../lib/models/anthropic.ts";
import type { TextModel } from "../../../lib/models/model.ts";
import { ollamaText } from "../../../lib/models/ollama.ts";
import { openaiText } from "../../../lib/models/openai.ts";
import { openaiEmbedder } from "../../../lib/models/openai-embedder.ts";
import { readParts, textOf } from "./read-parts.ts";

/** Somebody else's reading of the wire formats, so that our recordings are not the only witness. */
const mock = new LLMock({ port: 0, logLevel: "silent" });
beforeAll(async () => {
  mock.onMessage(/route planning/, {
    content: "Routes save miles — naïvely. 🍺",
    usage: { prompt_tokens: 40, completion_tokens: 9 },
  });
  mock.onEmbedding(/miles/, { embedding: Array.from({ length: 1536 }, (_, index) => (index === 3 ? 2 : 0)) });
  await mock.start();
});
afterAll(() => mock.stop());

const models: Record<string, () => TextModel> = {
  openai: () => openaiText({ apiKey: "sk-t", baseUrl: `${mock.url}/v1`, model: "gpt-4o" }),
  anthropic: () => anthropicText({ apiKey: "sk-ant-t", baseUrl: mock.url, model: "claude-sonnet-5-5" }),
  ollama: () => ollamaText({ baseUrl: mock.url, model: "llama3.2" }),
};

test.each(Object.entries(models))("%s is understood in an independent mock's words", async (_, model) => {
  const parts = await readParts(model());
  expect(textOf(parts)).toBe("Routes save miles — naïvely. 🍺");
  expect(parts.at(-1)).toMatchObject({ type: "finish", reason: "stop" });
});

test("embeddings are understood in an independent mock's words", async () => {
  const embedder = openaiEmbedder({
    apiKey: "sk-t",
    baseUrl: `${mock.url}/v1`,
    model: "text-embedding-3-small",
  });
  const [vector] = await embedder.embed(["how many miles"], "question");
  expect(vector?.[3]).toBe(1);
});
