import { expect, test } from "@jest/globals";
import { lateOrders } from "../../../lib/ai/late-orders.ts";
import { rerankModel } from "../../../lib/ai/rerank-turn.ts";
import type { LoadedWorkspace } from "../../../lib/ai/turn-deps.ts";
import type { TextModel } from "../../../lib/models/model.ts";
import { company } from "../../support/company.ts";

const named = (provider: string): TextModel => ({
  provider,
  model: "small",
  streamText: () => {
    throw new Error("nobody asks it here");
  },
});
const workspaceOf = (changes: object): LoadedWorkspace => ({
  ...{ id: "1", version: 1, config: { ...company(), ...changes } },
  scorePersona: () => [],
  routeIntent: () => {
    throw new Error("nothing is routed here");
  },
});

test("a workspace that has it turned off asks nobody, and one whose prompts stay at home nobody in the cloud", () => {
  const openai = named("openai");
  const ollama = named("ollama");
  expect(rerankModel({ economyModel: openai, workspace: workspaceOf({}) })).toBeUndefined();
  const on = workspaceOf({ rerank: true });
  expect(rerankModel({ economyModel: openai, workspace: on })).toBe(openai);
  expect(rerankModel({ economyModel: null, workspace: on })).toBeUndefined();
  const home = workspaceOf({ rerank: true, localOnly: true });
  expect(rerankModel({ economyModel: openai, workspace: home })).toBeUndefined();
  expect(rerankModel({ economyModel: ollama, workspace: home })).toBe(ollama);
});

test("three late orders in a row give a model a minute's rest, and the next late one another", () => {
  const late = lateOrders();
  const note = (now: number, isLate = true) => late.note("small", { late: isLate, now });
  note(0);
  note(1);
  note(2, false);
  note(3);
  note(4);
  expect(late.rests("small", 5)).toBe(false);
  note(5);
  expect([late.rests("small", 6), late.rests("other", 6)]).toEqual([true, false]);
  expect(late.rests("small", 60_005)).toBe(false);
  note(60_006);
  expect(late.rests("small", 60_007)).toBe(true);
  note(60_008, false);
  expect(late.rests("small", 60_009)).toBe(false);
});
