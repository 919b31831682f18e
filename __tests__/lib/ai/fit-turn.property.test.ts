import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { voiceTokens } from "../../../lib/ai/fit-context.ts";
import { fitTurn } from "../../../lib/ai/fit-turn.ts";
import { promptSections, textInstructions } from "../../../lib/ai/prompts.ts";
import type { OpenTurn } from "../../../lib/ai/turn.ts";
import type { TurnDeps } from "../../../lib/ai/turn-deps.ts";
import { pageOrderOf } from "../../../lib/ai/write-page.ts";
import { quotedPassage } from "../../../lib/knowledge/quoted-passage.ts";
import { countTokens, loadTokenizer } from "../../../lib/models/tokens.ts";
import { pageRequest } from "../../../lib/pages/page-prompt.ts";
import { company } from "../../support/company.ts";
import { routedTo, routedTurn } from "../../support/turns.ts";

beforeAll(() => loadTokenizer());

const words =
  "route truck warehouse 42 % depletion, [3] <b> Straße 注文 🍺 the of planning;\n- item $1,200.50".split(
    " ",
  );
const prose = (length: number, from = 0) =>
  Array.from({ length }, (_, index) => words[(index * 7 + from) % words.length]).join(" ");

type Sizes = {
  promptTokens: number;
  about: number;
  guidelines: number[];
  voice: number;
  passages: number[];
  turns: [number, number][];
  summary: number;
  message: number;
  counted: boolean;
};

function depsOf({ promptTokens, about, guidelines, voice }: Sizes): TurnDeps {
  const config = { ...company(), promptTokens };
  config.prompt = { about: prose(about + 1), guidelines: guidelines.map((size) => prose(size + 1, 3)) };
  config.voices = [{ id: "plain", name: "Plain", description: "", prompt: prose(voice + 1, 5) }];
  return {
    chatModel: { provider: "openai", model: "gpt-4o" },
    workspace: { config },
  } as TurnDeps;
}

function openOf({ passages, turns, summary, message, counted }: Sizes): OpenTurn {
  const tokensOf = (text: string) => (counted ? countTokens(text, "openai") : null);
  const passageOf = (size: number, index: number) => {
    const place = { title: `Document ${index}`, headingPath: ["Heading"], content: prose(size + 1, index) };
    return {
      ...place,
      documentId: `d${index}`,
      passageId: `p${index}`,
      tokens: tokensOf(quotedPassage(place)),
    };
  };
  const said = turns.map(([asked, answered], index) => [prose(asked + 1, index), prose(answered + 1, index)]);
  return {
    ...routedTurn({ message: prose(message + 1) }),
    visitorId: "v",
    visitorVersion: 1,
    visitorTier: "basic",
    conversationId: "c",
    voiceId: "plain",
    history: said.flatMap(([asked = "", answered = ""]) => [
      { role: "user", content: asked },
      { role: "assistant", content: answered },
    ]),
    historyTokens: said.map(([asked, answered]) => tokensOf(`${asked}\n${answered}`)),
    summary: summary === 0 ? null : prose(summary, 9),
    energy: null,
    personaScores: {},
    passages: passages.map(passageOf) as unknown as OpenTurn["passages"],
    spare: [],
    searchFailed: false,
  };
}

/** What a provider would count of the request besides the visitor's message, by OpenAI's own reckoning of frames. */
function promptTokensOf(open: OpenTurn, deps: TurnDeps): number {
  const history = open.history.reduce((sum, { content }) => sum + countTokens(content, "openai") + 4, 0);
  return countTokens(textInstructions(open, deps), "openai") + 4 + 3 + history;
}

const sizes = fc.record<Sizes>({
  promptTokens: fc.integer({ min: 500, max: 16_384 }),
  about: fc.integer({ min: 0, max: 500 }),
  guidelines: fc.array(fc.integer({ min: 0, max: 80 }), { maxLength: 8 }),
  voice: fc.integer({ min: 0, max: 500 }),
  passages: fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 5 }),
  turns: fc.array(fc.tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 800 })), {
    maxLength: 5,
  }),
  summary: fc.integer({ min: 0, max: 300 }),
  message: fc.integer({ min: 0, max: 800 }),
  counted: fc.boolean(),
});

describe("whatever there is to say", () => {
  const holds = (check: (before: OpenTurn, after: OpenTurn, deps: TurnDeps) => void) =>
    fc.assert(
      fc.property(sizes, (one) => {
        const deps = depsOf(one);
        const open = openOf(one);
        check(open, fitTurn(open, deps), deps);
      }),
      { seed: 20261121, numRuns: 60 },
    );

  test("the prompt is within the workspace's budget, and is what the record says or less", () => {
    holds((_, after, deps) => {
      const tokens = promptTokensOf(after, deps);
      expect(tokens).toBeLessThanOrEqual(deps.workspace.config.promptTokens);
      expect(tokens).toBeLessThanOrEqual(after.context?.prompt ?? 0);
    });
  });

  test("the oldest turns go first, then the weakest passages, and what is kept is as it was", () => {
    holds((before, after) => {
      expect(after.history).toEqual(before.history.slice(before.history.length - after.history.length));
      expect(after.passages).toEqual(before.passages.slice(0, after.passages.length));
      if (after.passages.length < before.passages.length) expect(after.history.length).toBeLessThanOrEqual(2);
      if (after.passages.length < Math.min(2, before.passages.length)) expect(after.history).toEqual([]);
    });
  });

  test("the rules stay, and nothing is left out that would have fitted", () => {
    holds((before, after, deps) => {
      const rules = promptSections(before, deps).find(({ name }) => name === "rules");
      expect(after.sections).toContainEqual(rules);
      const { leftOut, prompt, budget } = after.context ?? {};
      const isWhole =
        before.history.length === after.history.length && before.passages.length === after.passages.length;
      if (isWhole) expect(leftOut).toMatchObject({ turns: 0, passages: [] });
      // The next turn back would not have fitted, with the most that a turn's frame may take.
      const next = before.history.length - after.history.length - 2;
      if (next < 0 || after.passages.length < before.passages.length) return;
      const [asked, answered] = before.history.slice(next);
      const cost = countTokens(`${asked?.content}\n${answered?.content}`, "openai") + 8;
      expect((prompt ?? 0) + cost).toBeGreaterThan(budget ?? 0);
    });
  });

  test("what did not fit is recorded", () => {
    holds((before, after) => {
      expect(after.context).toMatchObject({
        kept: {
          turns: after.history.length / 2,
          passages: after.passages.length,
          summary: after.summary !== null,
        },
        leftOut: {
          turns: (before.history.length - after.history.length) / 2,
          passages: before.passages
            .slice(after.passages.length)
            .map(({ passageId }) => expect.objectContaining({ passageId })),
        },
      });
    });
  });
});

const ordinary: Sizes = {
  promptTokens: 2_600,
  about: 60,
  guidelines: [20, 20],
  voice: 60,
  passages: [100, 100, 100],
  turns: [],
  summary: 0,
  message: 10,
  counted: true,
};

test("a history of 126,000 tokens becomes at most the budget", () => {
  const deps = depsOf(ordinary);
  const long = openOf({ ...ordinary, turns: Array.from({ length: 50 }, () => [600, 700]) });
  const said = long.history.reduce((sum, { content }) => sum + countTokens(content, "openai"), 0);
  expect(said).toBeGreaterThan(126_000);
  expect(promptTokensOf(fitTurn(long, deps), deps)).toBeLessThanOrEqual(2_600);
});

test("a short conversation is left whole, and so is a long one where the workspace has more room", () => {
  const deps = depsOf({ ...ordinary, promptTokens: 16_384 });
  const open = openOf({ ...ordinary, turns: Array.from({ length: 5 }, () => [300, 300]), summary: 200 });
  const fitted = fitTurn(open, deps);
  expect(fitted).toMatchObject({ history: open.history, passages: open.passages, summary: open.summary });
  expect(fitted.context?.leftOut).toEqual({ turns: 0, passages: [], summary: false, instructions: [] });
});

test("where one turn is too many, it is the oldest that goes, and no passage", () => {
  const sizes: Sizes = {
    ...ordinary,
    passages: [90, 90, 90, 90],
    turns: Array.from({ length: 5 }, () => [60, 60]),
  };
  const deps = depsOf({ ...sizes, promptTokens: 16_384 });
  const open = openOf(sizes);
  const whole = fitTurn(open, deps).context?.prompt ?? 0;
  const tighter = depsOf({ ...sizes, promptTokens: whole - 1 });
  const fitted = fitTurn(open, tighter);
  expect(fitted.history).toEqual(open.history.slice(2));
  expect(fitted.passages).toEqual(open.passages);
});

test("a voice takes 600 tokens at most, cut at a word", () => {
  const deps = depsOf({ ...ordinary, voice: 900, promptTokens: 16_384 });
  const voice = fitTurn(openOf(ordinary), deps).sections?.find(({ name }) => name === "voice");
  const whole = deps.workspace.config.voices[0]?.prompt ?? "";
  expect(countTokens(voice?.text ?? "", "openai")).toBeLessThanOrEqual(voiceTokens);
  expect(countTokens(voice?.text ?? "", "openai")).toBeGreaterThan(voiceTokens - 30);
  expect(whole.startsWith(`${voice?.text}`)).toBe(true);
  expect(whole.charAt(voice?.text.length ?? 0)).toMatch(/\s/);
});

test("a small window binds before a large budget does", () => {
  const deps = { ...depsOf({ ...ordinary, promptTokens: 16_384 }) };
  deps.chatModel = { provider: "ollama", model: "llama3.2" } as TurnDeps["chatModel"];
  const fitted = fitTurn(openOf({ ...ordinary, turns: Array.from({ length: 5 }, () => [700, 700]) }), deps);
  expect((fitted.context?.prompt ?? 0) + (fitted.context?.message ?? 0) + 1_000).toBeLessThanOrEqual(8_192);
  expect(fitted.context?.leftOut.turns).toBeGreaterThan(0);
});

describe("a page", () => {
  const twelve = Array.from({ length: 12 }, () => 140);
  const pageOf = (model: { provider: string; model: string }, sizes: Partial<Sizes> = {}) => {
    const open: OpenTurn = { ...openOf({ ...ordinary, passages: twelve, ...sizes }), mode: "generate" };
    const deps = { ...depsOf(ordinary), pageModel: model } as TurnDeps;
    const fitted = fitTurn(open, deps);
    const { config } = deps.workspace;
    const { system, messages } = pageRequest(
      pageOrderOf({ ...fitted, intent: fitted.routed.intent, workspace: config }),
    );
    const tokens = countTokens(`${system}${messages.map(({ content }) => content).join("")}`, "openai");
    return { open, fitted, tokens };
  };

  test("is written from all its passages where its model has room, whatever a chat answer may have", () => {
    const { open, fitted } = pageOf({ provider: "openai", model: "gpt-4o" });
    expect(fitted.passages).toEqual(open.passages);
    expect(fitted.context?.leftOut.passages).toEqual([]);
  });

  test("leaves its answer room in a small window: the weakest passages go", () => {
    const { open, fitted, tokens } = pageOf({ provider: "ollama", model: "llama3.2" });
    expect(tokens + 4_000).toBeLessThanOrEqual(8_192);
    expect(fitted.passages.length).toBeGreaterThan(1);
    expect(fitted.passages.length).toBeLessThan(12);
    expect(fitted.passages).toEqual(open.passages.slice(0, fitted.passages.length));
    expect(fitted.context?.leftOut.passages).toHaveLength(12 - fitted.passages.length);
  });

  test("takes 8,000 tokens at most besides the visitor's message", () => {
    const long = Array.from({ length: 12 }, () => 600);
    const { fitted, tokens } = pageOf({ provider: "openai", model: "gpt-4o" }, { passages: long });
    expect(tokens).toBeLessThanOrEqual(8_000 + (fitted.context?.message ?? 0));
    expect(fitted.passages.length).toBeLessThan(12);
  });
});

test.each([
  ["without a model", { chatModel: null }, {}],
  ["for a page without a model", { pageModel: null }, { mode: "generate" as const }],
  ["of a turn that is turned back", {}, { routed: routedTo({ refusal: "No." }) }],
])("nothing is left out %s", (_, world, changes) => {
  const open = { ...openOf({ ...ordinary, turns: Array.from({ length: 5 }, () => [700, 700]) }), ...changes };
  expect(fitTurn(open, { ...depsOf(ordinary), ...world })).toBe(open);
});
