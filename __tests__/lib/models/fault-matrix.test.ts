import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type PageEvent, writePage } from "../../../lib/ai/write-page.ts";
import type { Attempt } from "../../../lib/models/attempt.ts";
import { modelMaker } from "../../../lib/models/make-models.ts";
import type { ModelName, ProviderName } from "../../../lib/models/model-name.ts";
import { visitorChain } from "../../../lib/models/visitor-chain.ts";
import {
  type MockProvider,
  refusingUrl,
  type Script,
  startMockProvider,
} from "../../support/mock-provider.ts";
import { testWorkspace } from "../../support/page-workspace.ts";
import { ask, excerpt, hero, metrics, pageText, passages } from "../../support/pilot-page.ts";
import { readParts, rejectionOf, request, textOf } from "./read-parts.ts";
import * as wire from "./recorded-wire.ts";

/** Every fault of a provider, against every provider, for each kind of call, over real HTTP. */

let first: MockProvider;
let second: MockProvider;
let nobody: string;
let cells = 0;
beforeAll(async () => {
  // Loading them takes longer than a fault may.
  await Promise.all([import("openai"), import("@anthropic-ai/sdk")]);
  [first, second, nobody] = await Promise.all([startMockProvider(), startMockProvider(), refusingUrl()]);
});
beforeEach(() => {
  first.forget();
  second.forget();
  cells += 1;
});
afterAll(async () => {
  process.stdout.write(`fault matrix: ${cells} cells\n`);
  await Promise.all([first.close(), second.close()]);
});

type Wire = {
  format: Script;
  piece(text: string): string;
  answer(texts: string[]): string[];
  malformed: string;
};
const wires: Record<ProviderName, Wire> = {
  openai: {
    format: {},
    piece: (content) => wire.openaiDelta({ content }),
    answer: (texts) => wire.openaiAnswer(texts),
    malformed: 'data: {"choices":[{"delta":\n\n',
  },
  anthropic: {
    format: {},
    piece: wire.anthropicText,
    answer: (texts) => wire.anthropicAnswer(texts),
    malformed: "event: message_delta\ndata: {nonsense\n\n",
  },
  ollama: {
    format: wire.ndjson,
    piece: wire.ollamaText,
    answer: (texts) => wire.ollamaAnswer(texts),
    malformed: '{"message":{"content":\n',
  },
};
const models: Record<ProviderName, ModelName> = {
  openai: { provider: "openai", model: "gpt-4o" },
  anthropic: { provider: "anthropic", model: "claude-sonnet-5-5" },
  ollama: { provider: "ollama", model: "llama3.2" },
};
/** Who stands behind whom. */
const behind: Record<ProviderName, ProviderName> = {
  openai: "anthropic",
  anthropic: "ollama",
  ollama: "openai",
};

type Fault = {
  name: string;
  /** What the provider does after it has said `said`; `said` only where the fault comes in the middle. */
  script: (wire: Wire, said: string[]) => Script | "refused";
  /** The reason of each call that the provider gets before the next one is asked. */
  reasons: string[];
};

const limited = (headers: Record<string, string>): Script => ({
  ...{ status: 429, headers: { ...wire.json.headers, ...headers }, chunks: ["{}"] },
});
const faults: Fault[] = [
  {
    name: "429 with a long Retry-After",
    script: () => limited({ "retry-after": "7" }),
    reasons: ["rate_limited"],
  },
  { name: "429 without Retry-After", script: () => limited({}), reasons: ["rate_limited", "rate_limited"] },
  { name: "500", script: () => ({ status: 500, chunks: ["oops"] }), reasons: ["server", "server"] },
  { name: "529", script: () => ({ status: 529, chunks: ["{}"] }), reasons: ["overloaded", "overloaded"] },
  { name: "a refused connection", script: () => "refused", reasons: ["connection", "connection"] },
  {
    name: "a reset before the first byte",
    script: () => ({ resetAtOnce: true }),
    reasons: ["connection", "connection"],
  },
  {
    name: "a hang before tokens",
    script: ({ format }) => ({ ...format, after: "hang" }),
    reasons: ["timeout"],
  },
  {
    name: "a hang between tokens",
    script: ({ format, piece }, said) => ({ ...format, chunks: said.map(piece), after: "hang" }),
    reasons: ["timeout"],
  },
  {
    name: "a cut in the middle",
    script: ({ format, piece }, said) => ({ ...format, chunks: said.map(piece), after: "reset" }),
    reasons: ["cut_off"],
  },
  {
    name: "a malformed stream",
    script: ({ format, piece, malformed }, said) => ({ ...format, chunks: [...said.map(piece), malformed] }),
    reasons: ["malformed"],
  },
  { name: "a wrong key", script: () => ({ status: 401, chunks: ["{}"] }), reasons: ["unauthorized"] },
];

/** Who hangs is given up soon; nobody else, however busy the machine is. */
const short = { firstTokenMs: 120, betweenTokensMs: 120 };
const long = { firstTokenMs: 10_000, betweenTokensMs: 10_000 };

/** Two providers, the first at fault, as a visitor's turn asks them. */
function chainOf(answer: "text" | "page", provider: ProviderName, at: { url: string; fault: string }) {
  const made = [provider, behind[provider]].map((one) => {
    const url = one === provider ? at.url : second.url;
    const settings = {
      ...{ openaiApiKey: "sk-test", openaiBaseUrl: `${url}/v1`, anthropicApiKey: "sk-ant-test" },
      ...{ anthropicBaseUrl: url, ollamaBaseUrl: url },
    };
    const timeouts = one === provider && at.fault.startsWith("a hang") ? short : long;
    return modelMaker(settings, { timeouts }).text(models[one]);
  });
  const chain = visitorChain(answer, made, { delayMs: 2 });
  if (!chain) throw new Error("no chain");
  return chain;
}

function play(fault: Fault, provider: ProviderName, said: string[], after: Script[] = []): string {
  const script = fault.script(wires[provider], said);
  if (script === "refused") return nobody;
  first.answer(script, ...(after.length > 0 ? after : [script]));
  return first.url;
}

const told = (attempts: Attempt[]) =>
  attempts.map(({ provider, error, retry, fallback }) => ({ provider, error, retry, fallback }));
const failed = (provider: ProviderName, reasons: string[]) =>
  reasons.map((error, retry) => ({ provider, error, retry, fallback: false }));

describe.each(Object.keys(wires) as ProviderName[])("%s", (provider) => {
  const next = behind[provider];
  const good = (texts: string[]): Script => ({ ...wires[next].format, chunks: wires[next].answer(texts) });

  test.each(faults)("text: $name falls over to the next provider, and the answer is one", async (fault) => {
    const url = play(fault, provider, ["Routes ", "save mi"]);
    second.answer(good(["Routes save", " miles", " daily."]));
    const attempts: Attempt[] = [];
    const asked = { ...request, onAttempt: (attempt: Attempt) => attempts.push(attempt) };
    const parts = await readParts(chainOf("text", provider, { url, fault: fault.name }), asked);
    expect(textOf(parts)).toBe("Routes save miles daily.");
    expect(parts.findLast(({ type }) => type === "answer-start")).toMatchObject({
      ...{ provider: next, fallbackUsed: true, retryCount: fault.reasons.length },
    });
    expect(told(attempts)).toEqual([
      ...failed(provider, fault.reasons),
      { provider: next, error: null, retry: 0, fallback: true },
    ]);
    expect(second.requests).toHaveLength(1);
  });

  const page = pageText([hero, metrics, excerpt, ask]);
  const cutPage = page.slice(0, page.indexOf("The driver's app"));

  test.each(faults)("page: $name falls over to the next provider, and the page is one", async (fault) => {
    const url = play(fault, provider, [cutPage.slice(0, 90), cutPage.slice(90)]);
    second.answer(good([page]));
    const { events, attempts } = await write(provider, { url, fault: fault.name });
    expect(events.flatMap((event) => (event.type === "section" ? [event.index] : []))).toEqual([0, 1, 2, 3]);
    expect(events.at(-1)).toMatchObject({
      ...{ type: "finish", provider: next, fallbackUsed: true, repaired: false },
      page: {
        sections: [{ type: "hero" }, { type: "metrics" }, { type: "excerpt" }, { type: "call_to_action" }],
      },
    });
    expect(attempts.map(({ provider, error }) => [provider, error])).toEqual([
      ...fault.reasons.map((reason) => [provider, reason]),
      [next, null],
    ]);
  });

  test("page: invalid JSON for structured output is mended by the same provider", async () => {
    const broken = page.replace('"heading":"In figures"', '"heading":');
    const repairs = JSON.stringify({ repairs: [{ index: 1, section: metrics }] });
    const { format, answer } = wires[provider];
    first.answer({ ...format, chunks: answer([broken]) }, { ...format, chunks: answer([repairs]) });
    const { events, attempts } = await write(provider, { url: first.url, fault: "" });
    expect(events.at(-1)).toMatchObject({ type: "finish", provider, fallbackUsed: false, repaired: true });
    expect(events.filter(({ type }) => type === "section")).toHaveLength(4);
    expect(attempts.map(({ error }) => error)).toEqual([null, null]);
    expect(second.requests).toHaveLength(0);
  });

  async function write(broken: ProviderName, at: { url: string; fault: string }) {
    const attempts: Attempt[] = [];
    const events: PageEvent[] = [];
    const turn = {
      ...{
        message: "Show me a pilot for our 7 depots",
        personaScores: {},
        intent: { outcome: {} },
        passages,
      },
      ...{
        workspace: testWorkspace,
        pageModel: chainOf("page", broken, at),
        signal: new AbortController().signal,
      },
      onAttempt: (attempt: Attempt) => attempts.push(attempt),
    };
    for await (const event of writePage(turn)) events.push(event);
    return { events, attempts };
  }
});

const vector = Array.from({ length: 768 }, (_, at) => (at === 1 ? 1 : 0));
const embeddings: [ProviderName, ModelName, Script][] = [
  [
    "openai",
    { provider: "openai", model: "text-embedding-3-small" },
    {
      ...wire.json,
      chunks: [
        JSON.stringify({
          data: [{ index: 0, embedding: Array.from({ length: 1536 }, (_, at) => (at === 1 ? 1 : 0)) }],
          usage: { prompt_tokens: 9, total_tokens: 9 },
        }),
      ],
    },
  ],
  [
    "ollama",
    { provider: "ollama", model: "nomic-embed-text" },
    { ...wire.json, chunks: [JSON.stringify({ embeddings: [vector], prompt_eval_count: 9 })] },
  ],
];

type EmbeddingFault = [name: string, script: Script | "refused", reason: string, passes: "passes" | "stays"];
const embeddingFaults: EmbeddingFault[] = [
  ["429 with Retry-After", limited({ "retry-after-ms": "20" }), "rate_limited", "passes"],
  ["429 with a very long Retry-After", limited({ "retry-after": "600" }), "rate_limited", "stays"],
  ["429 without Retry-After", limited({}), "rate_limited", "passes"],
  ["500", { status: 500, chunks: ["oops"] }, "server", "passes"],
  ["529", { status: 529, chunks: ["{}"] }, "overloaded", "passes"],
  ["a refused connection", "refused", "connection", "stays"],
  ["a reset before the first byte", { resetAtOnce: true }, "connection", "passes"],
  ["a hang", { ...wire.json, after: "hang" }, "timeout", "passes"],
  ["a cut in the middle", { ...wire.json, chunks: ['{"data":'], after: "reset" }, "connection", "passes"],
  ["a malformed answer", { ...wire.json, chunks: ['{"data":'] }, "malformed", "passes"],
  ["a wrong key", { status: 401, chunks: ["{}"] }, "unauthorized", "stays"],
];

describe.each(embeddings)("embedding: %s", (provider, name, good) => {
  test.each(embeddingFaults)("%s", async (_, script, reason, passes) => {
    if (script !== "refused") first.answer(script, good);
    const url = script === "refused" ? nobody : first.url;
    const attempts: Attempt[] = [];
    const make = modelMaker(
      { openaiApiKey: "sk-test", openaiBaseUrl: `${url}/v1`, ollamaBaseUrl: url },
      {
        embedding: {
          attempts: 3,
          delayMs: 2,
          timeoutMs: script !== "refused" && script.after === "hang" ? 120 : 10_000,
        },
        onEmbedding: (attempt) => attempts.push(attempt),
      },
    );
    const embedding = make.embedder(name).embed(["How many miles?"], "question");
    if (passes === "stays") {
      expect(await rejectionOf(embedding)).toMatchObject({ name: "ModelError", reason });
      const times = script === "refused" ? 3 : 1;
      expect(attempts.map(({ error }) => error)).toEqual(Array.from({ length: times }, () => reason));
      return;
    }
    const [found] = await embedding;
    expect(found?.[1]).toBe(1);
    expect(attempts).toMatchObject([
      { provider, error: reason },
      { provider, error: null, estimated: false, usage: { promptTokens: 9 } },
    ]);
  });
});
