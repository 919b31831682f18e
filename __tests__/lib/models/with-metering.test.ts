import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { anthropicText } from "../../../lib/models/anthropic.ts";
import type { Attempt } from "../../../lib/models/attempt.ts";
import type { TextModel } from "../../../lib/models/model.ts";
import { ollamaText } from "../../../lib/models/ollama.ts";
import { openaiText } from "../../../lib/models/openai.ts";
import { costUsd, priceVersion } from "../../../lib/models/prices.ts";
import { withFallback } from "../../../lib/models/with-fallback.ts";
import { withMetering } from "../../../lib/models/with-metering.ts";
import { withRetry } from "../../../lib/models/with-retry.ts";
import { withTimeout } from "../../../lib/models/with-timeout.ts";
import { type MockProvider, startMockProvider } from "../../support/mock-provider.ts";
import { readParts, rejectionOf, request } from "./read-parts.ts";
import * as wire from "./recorded-wire.ts";

let mock: MockProvider;
beforeAll(async () => {
  mock = await startMockProvider();
});
afterAll(() => mock.close());
beforeEach(() => mock.forget());

const openai = () => openaiText({ apiKey: "sk-t", baseUrl: `${mock.url}/v1`, model: "gpt-4o" });
const providers: [string, () => TextModel, string[], string][] = [
  ["openai", openai, wire.openaiAnswer(["Routes ", "save."]), wire.openaiDelta({ content: "Routes" })],
  [
    "anthropic",
    () => anthropicText({ apiKey: "sk-t", baseUrl: mock.url, model: "claude-sonnet-5-5" }),
    wire.anthropicAnswer(["Routes ", "save."]),
    wire.anthropicText("Routes"),
  ],
  [
    "ollama",
    () => ollamaText({ baseUrl: mock.url, model: "llama3.2" }),
    wire.ollamaAnswer(["Routes ", "save."]),
    wire.ollamaText("Routes"),
  ],
];
const formatOf = (name: string) => (name === "ollama" ? wire.ndjson : {});

/** What is told of the calls that a reading makes. */
function ledger() {
  const attempts: Attempt[] = [];
  return { attempts, asked: { ...request, onAttempt: (attempt: Attempt) => attempts.push(attempt) } };
}

describe.each(providers)("%s", (name, model, answer, part) => {
  test("a whole answer is one attempt, by the usage that its provider reported", async () => {
    mock.answer({ ...formatOf(name), chunks: answer });
    const { attempts, asked } = ledger();
    await readParts(withMetering(model()), asked);
    expect(attempts).toEqual([
      {
        ...{
          provider: name,
          model: model().model,
          startedAt: expect.any(Number),
          latencyMs: expect.any(Number),
        },
        ...{ firstTokenMs: expect.any(Number), error: null, estimated: false, retry: 0, fallback: false },
        usage: expect.objectContaining({ promptTokens: 900, completionTokens: 12 }),
        costUsd: { openai: 0.00157, anthropic: 0.000768, ollama: 0 }[name],
        priceVersion,
      },
    ]);
  });

  test("an answer that broke is one attempt, by an estimate of what was sent and received", async () => {
    mock.answer({ ...formatOf(name), chunks: [part], after: "reset" });
    const { attempts, asked } = ledger();
    await rejectionOf(readParts(withMetering(model()), asked));
    expect(attempts).toMatchObject([
      { error: "cut_off", estimated: true, usage: { promptTokens: expect.any(Number) } },
    ]);
    expect(attempts[0]?.usage.promptTokens).toBeGreaterThan(20);
  });

  test("a reader who leaves, and a signal, interrupt it", async () => {
    mock.answer({ ...formatOf(name), chunks: [part], after: "hang" });
    const { attempts, asked } = ledger();
    for await (const part of withMetering(model()).streamText(asked, new AbortController().signal)) {
      if (part.type === "text") break;
    }
    const stop = new AbortController();
    await rejectionOf(
      (async () => {
        for await (const part of withMetering(model()).streamText(asked, stop.signal)) {
          if (part.type === "text") stop.abort(new Error("stopped"));
        }
      })(),
    );
    expect(attempts).toMatchObject([
      { error: "stopped", estimated: true },
      { error: "stopped", estimated: true },
    ]);
    expect(attempts[0]?.usage.completionTokens).toBeGreaterThan(0);
  });
});

test("a request that was turned away cost nothing; one that timed out may have", async () => {
  mock.answer({ status: 429, chunks: ["{}"] }, { after: "hang" });
  const { attempts, asked } = ledger();
  await rejectionOf(readParts(withMetering(withTimeout(openai(), { firstTokenMs: 30 })), asked));
  await rejectionOf(readParts(withMetering(withTimeout(openai(), { firstTokenMs: 30 })), asked));
  expect(attempts).toMatchObject([
    { error: "rate_limited", usage: { promptTokens: 0 }, costUsd: 0, firstTokenMs: null },
    { error: "timeout", estimated: true, firstTokenMs: null },
  ]);
  expect(attempts[1]?.costUsd).toBeGreaterThan(0);
});

test("a signal that is already aborted is no attempt", async () => {
  const { attempts, asked } = ledger();
  await rejectionOf(readParts(withMetering(openai()), asked, AbortSignal.abort(new Error("too late"))));
  expect(attempts).toEqual([]);
});

test("each attempt knows how often its model was asked before, and whether it is the first one's", async () => {
  mock.answer({ status: 500 }, { status: 500 }, { chunks: wire.anthropicAnswer(["Yes"]) });
  const claude = anthropicText({ apiKey: "sk-t", baseUrl: mock.url, model: "claude-sonnet-5-5" });
  const chain = withFallback(
    [openai(), claude].map((model) => withRetry(withMetering(model), { attempts: 2, delayMs: 1 })),
  );
  const { attempts, asked } = ledger();
  await readParts(chain, asked);
  expect(attempts.map(({ provider, error, retry, fallback }) => [provider, error, retry, fallback])).toEqual([
    ["openai", "server", 0, false],
    ["openai", "server", 1, false],
    ["anthropic", null, 0, true],
  ]);
});

test("the sum of many calls is what the provider's own counters come to, to the micro-dollar", async () => {
  // gpt-4o-mini in thousandths of a micro-dollar a token: 150 fresh, 75 cached, 600 written.
  let owed = 0;
  let kept = 0;
  for (let call = 1; call <= 500; call += 1) {
    const usage = {
      promptTokens: call * 37,
      cachedTokens: call * 11,
      completionTokens: call * 13,
      reasoningTokens: 5,
    };
    owed += Math.round((call * 26 * 150 + call * 11 * 75 + call * 13 * 600) / 1_000);
    kept += Math.round((costUsd({ provider: "openai", model: "gpt-4o-mini" }, usage) ?? 0) * 1_000_000);
  }
  expect(kept).toBe(owed);
});

test("a call that is interrupted after its provider counted the prompt is not guessed at", async () => {
  const model = withMetering(
    anthropicText({ apiKey: "sk-t", baseUrl: mock.url, model: "claude-sonnet-5-5" }),
  );
  mock.answer({
    chunks: [wire.anthropicAnswer(["Routes"])[0] ?? "", wire.anthropicText("Routes save")],
    after: "reset",
  });
  const { attempts, asked } = ledger();
  await rejectionOf(readParts(model, asked));
  const whole = ledger();
  mock.answer({ chunks: wire.anthropicAnswer(["Routes save"]) });
  await readParts(model, whole.asked);
  const [reported] = whole.attempts;
  expect(attempts[0]).toMatchObject({
    estimated: true,
    usage: {
      promptTokens: reported?.usage.promptTokens,
      cachedTokens: reported?.usage.cachedTokens,
      completionTokens: 4,
    },
  });
});
