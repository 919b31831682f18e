import { expect, test } from "@jest/globals";
import { withKeptQuestions } from "../../../lib/models/with-kept-questions.ts";

function counted() {
  const asked: string[] = [];
  const state = { fails: false, waits: undefined as Promise<void> | undefined };
  const embedder = withKeptQuestions({
    model: "m",
    dimensions: 1,
    embed: async (texts) => {
      asked.push(...texts);
      await state.waits;
      if (state.fails) throw new Error("out of order");
      return texts.map((text) => [text.length]);
    },
  });
  return { embedder, asked, state };
}

test("a question is embedded once, however many ask at once and after", async () => {
  const { embedder, asked } = counted();
  const all = await Promise.all(Array.from({ length: 100 }, () => embedder.embed(["why?"], "question")));
  expect(new Set(all.map(([vector]) => vector))).toEqual(new Set([all[0]?.[0]]));
  expect(await embedder.embed(["how?", "why?"], "question")).toEqual([[4], [4]]);
  expect(asked).toEqual(["why?", "how?"]);
  expect(embedder.counts()).toEqual({ hits: 100, misses: 2, entries: 2 });
});

test("passages are not kept", async () => {
  const { embedder, asked } = counted();
  await embedder.embed(["a"], "passage");
  await embedder.embed(["a"], "passage");
  expect(asked).toEqual(["a", "a"]);
  expect(embedder.counts().entries).toBe(0);
});

test("a failure is not kept", async () => {
  const { embedder, state } = counted();
  state.fails = true;
  await expect(embedder.embed(["a"], "question")).rejects.toThrow("out of order");
  state.fails = false;
  expect(await embedder.embed(["a"], "question")).toEqual([[1]]);
});

test("who cannot wait any longer leaves the others waiting, and the vector is kept", async () => {
  const { embedder, asked, state } = counted();
  const gate = Promise.withResolvers<void>();
  state.waits = gate.promise;
  const hurried = new AbortController();
  const first = embedder.embed(["a"], "question", hurried.signal);
  const second = embedder.embed(["a"], "question", new AbortController().signal);
  hurried.abort(new Error("too late"));
  await expect(first).rejects.toThrow("too late");
  gate.resolve();
  expect(await second).toEqual([[1]]);
  expect(asked).toEqual(["a"]);
});

test("the 501st question pushes out the one unused the longest", async () => {
  const { embedder, asked } = counted();
  for (let number = 0; number < 500; number += 1) await embedder.embed([`q${number}`], "question");
  await embedder.embed(["q0"], "question");
  await embedder.embed(["one more"], "question");
  expect(embedder.counts().entries).toBe(500);
  asked.length = 0;
  await embedder.embed(["q0", "q1"], "question");
  expect(asked).toEqual(["q1"]);
});

test("owners share no memory: what one clears or asks tells nothing of another's", async () => {
  const { embedder, asked } = counted();
  const ask = (owner: string) => embedder.embed(["why?"], "question", undefined, undefined, [owner]);
  await ask("one");
  await ask("other");
  expect(asked).toEqual(["why?", "why?"]);
  expect(embedder.clear("other")).toBe(1);
  await ask("one");
  expect(asked).toHaveLength(2);
  await ask("other");
  expect(asked).toHaveLength(3);
});
