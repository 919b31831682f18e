import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { runJudgedQuestions } from "../../../lib/admin/judged/run-judged-questions.ts";
import type { FoundPassages } from "../../../lib/admin/search-knowledge.ts";
import type { Call } from "../../../lib/db/call.ts";
import { createLog } from "../../../lib/log.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test("a run whose question takes long says that it is alive, and stops saying so when it has ended", async () => {
  const told: string[] = [];
  const call: Call = async <T>(name: string) => {
    told.push(name);
    const isFirst = told.filter((one) => one === "next_judged_questions").length === 1;
    const questions = isFirst ? [{ ordinal: 1, question: "How long is a rollout?", expected: [] }] : [];
    return (name === "next_judged_questions" ? questions : true) as T;
  };
  const found = Promise.withResolvers<FoundPassages>();
  const running = runJudgedQuestions(
    { workspaceId: crypto.randomUUID(), runId: crypto.randomUUID() },
    { call, search: () => found.promise, signal: new AbortController().signal, log: createLog("silent") },
  );
  await jest.advanceTimersByTimeAsync(29_000);
  expect(told).toEqual(["next_judged_questions", "record_judged_results", "record_judged_results"]);

  found.reject(new Error("the search is gone"));
  await running;
  expect(told.at(-1)).toBe("end_judged_run");
  const whenEnded = told.length;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(told).toHaveLength(whenEnded);
});
