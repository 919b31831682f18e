import { expect, test } from "@jest/globals";
import { newBreaker } from "../../../lib/models/breaker.ts";
import type { TextModel, TextPart, TextRequest } from "../../../lib/models/model.ts";
import { withBreaker } from "../../../lib/models/with-breaker.ts";
import { withFallback } from "../../../lib/models/with-fallback.ts";
import { withMetering } from "../../../lib/models/with-metering.ts";
import { withRetry } from "../../../lib/models/with-retry.ts";
import { withTimeout } from "../../../lib/models/with-timeout.ts";
import { readParts, request, textOf } from "./read-parts.ts";
import { fault, finish, text } from "./scripted-model.ts";

/** Turns against three providers of which one is in trouble: all but one in a thousand end whole, to the letter. */

const turns = 1_000;

/** mulberry32: the same numbers at each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const vocabulary =
  "routes save miles every week because drivers stop where orders are and depots load what leaves first, so a distributor with seven depots pays less for fuel; returns, kegs and empties ride along. It costs $4,500 for 60 days and is paid back within a season".split(
    " ",
  );

function answerOf(random: () => number): string {
  let answer = "";
  const length = 5 + Math.floor(random() * 60);
  for (let word = 0; word < length; word += 1) {
    const gap = random() < 0.06 ? "\n\n" : " ";
    answer += `${word === 0 ? "" : gap}${vocabulary[Math.floor(random() * vocabulary.length)]}`;
  }
  return `${answer}.`;
}

type Provider = { name: string; fails: (random: () => number) => boolean };

/** Says `answer`, or goes on with it as it was asked to; fails at a random place when it is its turn to fail. */
function speaking({ name, fails }: Provider, answer: string, random: () => number): TextModel {
  return {
    provider: name,
    model: name,
    async *streamText(asked: TextRequest): AsyncGenerator<TextPart> {
      const whole = answer.slice(startOf(asked, random));
      const end = fails(random) ? Math.floor(random() * (whole.length + 1)) : null;
      const reason = random() < 0.5 ? "cut_off" : "timeout";
      if (end === 0 || (end !== null && random() < 0.3))
        throw fault(random() < 0.5 ? "connection" : "overloaded");
      for (let at = 0; at < (end ?? whole.length); ) {
        const next = Math.min(at + 1 + Math.floor(random() * 9), end ?? whole.length);
        yield text(whole.slice(at, next));
        at = next;
      }
      if (end !== null) throw fault(reason);
      yield finish;
    },
  };
}

/** A model does as it is asked and repeats the last words; now and then it starts over. */
function startOf({ messages }: TextRequest, random: () => number): number {
  const said = messages.findLast(({ role }) => role === "assistant")?.content;
  if (said === undefined || random() < 0.1) return 0;
  const anchor = /up to the words "([^"]*)"/.exec(messages.at(-1)?.content ?? "")?.[1] ?? "";
  return said.length - lengthOf(anchor, said);
}

/** The anchor's words are the last ones of what was said, whatever stands between them there. */
function lengthOf(anchor: string, said: string): number {
  const words = anchor.split(" ").length;
  const starts = [...said.matchAll(/\S+/g)].map(({ index }) => index);
  return said.length - (starts[starts.length - words] ?? 0);
}

const never = () => false;
const scenarios: [string, Provider[]][] = [
  [
    "the first dead",
    [
      { name: "one", fails: () => true },
      { name: "two", fails: never },
      { name: "three", fails: never },
    ],
  ],
  [
    "the second dead",
    [
      { name: "one", fails: never },
      { name: "two", fails: () => true },
      { name: "three", fails: never },
    ],
  ],
  ...["first", "second", "third"].map((_, index): [string, Provider[]] => [
    `number ${index + 1} failing 30 % of its calls`,
    ["one", "two", "three"].map((name, at) => ({
      name,
      fails: at === index ? (random: () => number) => random() < 0.3 : never,
    })),
  ]),
];

/** Waits that are over at once. */
const timers = {
  now: () => 0,
  after(ms: number, ring: () => void) {
    if (ms < 1_000) queueMicrotask(ring);
    return () => {};
  },
};

test.each(scenarios)("with %s of three providers, 99.9 %% of turns end whole", async (_, providers) => {
  const random = seeded(20_261_121);
  const breakers = providers.map(({ name }) => newBreaker({ provider: name, model: name, endpoint: 0 }));
  let whole = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    const answer = answerOf(random);
    const chain = providers.map((provider, index) => {
      const breaker = breakers[index];
      if (!breaker) throw new Error("no breaker");
      const guarded = withBreaker(withMetering(withTimeout(speaking(provider, answer, random))), breaker);
      return withRetry(guarded, { attempts: 2, delayMs: 250, longestWaitMs: 500, timers });
    });
    const parts = await readParts(withFallback(chain), request).catch(() => []);
    if (textOf(parts) === answer && parts.at(-1)?.type === "finish") whole += 1;
  }
  expect(whole / turns).toBeGreaterThanOrEqual(0.999);
});
