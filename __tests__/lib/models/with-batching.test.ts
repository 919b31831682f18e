import { expect, test } from "@jest/globals";
import type { Embedder } from "../../../lib/models/model.ts";
import { withBatching } from "../../../lib/models/with-batching.ts";
import { rejectionOf } from "./read-parts.ts";
import { fault } from "./scripted-model.ts";

/** Embeds a text as its length, refuses what holds `bad`, and answers when it is told to. */
function counting(until: Promise<void> = Promise.resolve()) {
  const requests: { texts: string[]; kind: string; signal: AbortSignal | undefined }[] = [];
  const embedder: Embedder = {
    model: "counting",
    dimensions: 1,
    async embed(texts, kind, signal) {
      requests.push({ texts, kind, signal });
      await until;
      signal?.throwIfAborted();
      if (texts.some((text) => text.includes("bad"))) throw fault("bad_request");
      return texts.map((text) => [text.length]);
    },
  };
  return { embedder, requests };
}

test("texts asked for at the same moment share one request, and each caller gets its own in order", async () => {
  const { embedder, requests } = counting();
  const batched = withBatching(embedder);
  const found = await Promise.all([
    batched.embed(["a", "bb"], "question"),
    batched.embed(["ccc"], "question"),
    batched.embed(["dddd", "e"], "question"),
  ]);
  expect(found).toEqual([[[1], [2]], [[3]], [[4], [1]]]);
  expect(requests.map(({ texts }) => texts)).toEqual([["a", "bb", "ccc", "dddd", "e"]]);
});

test("questions and passages do not share one, and no request is over the limit", async () => {
  const { embedder, requests } = counting();
  const batched = withBatching(embedder, { texts: 3, bytes: 1_000 });
  const asked = ["a", "b", "c", "d"].map((text) => batched.embed([text], "question"));
  await Promise.all([...asked, batched.embed(["p"], "passage")]);
  expect(requests.map(({ texts, kind }) => [kind, ...texts])).toEqual([
    ["question", "a", "b", "c"],
    ["question", "d"],
    ["passage", "p"],
  ]);
});

test("one bad text fails alone", async () => {
  const { embedder } = counting();
  const batched = withBatching(embedder);
  const [one, bad, two] = await Promise.all([
    batched.embed(["a"], "question"),
    rejectionOf(batched.embed(["bad"], "question")),
    batched.embed(["bb"], "question"),
  ]);
  expect([one, two]).toEqual([[[1]], [[2]]]);
  expect(bad).toMatchObject({ reason: "bad_request" });
});

test("a bad text whose caller has left does not fail the one beside it", async () => {
  const answered = Promise.withResolvers<void>();
  const batched = withBatching(counting(answered.promise).embedder);
  const left = new AbortController();
  const bad = rejectionOf(batched.embed(["bad"], "question", left.signal));
  const good = batched.embed(["bb"], "question");
  await new Promise(setImmediate);
  left.abort(new Error("left"));
  await bad;
  answered.resolve();
  expect(await good).toEqual([[2]]);
});

test("a provider that is down is not asked again for each text", async () => {
  let asked = 0;
  const down: Embedder = {
    model: "down",
    dimensions: 1,
    embed() {
      asked += 1;
      return Promise.reject(fault("connection"));
    },
  };
  const batched = withBatching(down);
  const errors = await Promise.all(
    ["a", "b", "c"].map((text) => rejectionOf(batched.embed([text], "question"))),
  );
  expect(errors).toMatchObject([
    { reason: "connection" },
    { reason: "connection" },
    { reason: "connection" },
  ]);
  expect(asked).toBe(1);
});

test("a caller who gives up leaves the others be; when all have, the request is ended", async () => {
  const answered = Promise.withResolvers<void>();
  const { embedder, requests } = counting(answered.promise);
  const batched = withBatching(embedder);
  const [one, two] = [new AbortController(), new AbortController()];
  const gone = rejectionOf(batched.embed(["a"], "question", one.signal));
  const stays = batched.embed(["bb"], "question", two.signal);
  await new Promise(setImmediate);
  one.abort(new Error("left"));
  expect(await gone).toMatchObject({ message: "left" });
  expect(requests[0]?.signal?.aborted).toBe(false);
  answered.resolve();
  expect(await stays).toEqual([[2]]);

  const hanging = counting(new Promise(() => {}));
  const alone = rejectionOf(withBatching(hanging.embedder).embed(["a"], "question", two.signal));
  await new Promise(setImmediate);
  two.abort(new Error("left too"));
  expect(await alone).toMatchObject({ message: "left too" });
  expect(hanging.requests[0]?.signal?.aborted).toBe(true);
});

test("nothing asked for is no request", async () => {
  const { embedder, requests } = counting();
  expect(await withBatching(embedder).embed([], "question")).toEqual([]);
  await new Promise(setImmediate);
  expect(requests).toEqual([]);
});
