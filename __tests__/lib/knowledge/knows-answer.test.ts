import { expect, test } from "@jest/globals";
import { aboutQuestion, knowsAnswer } from "../../../lib/knowledge/knows-answer.ts";
import { judgeCandidates, type PassageCandidate } from "../../../lib/knowledge/rank-passages.ts";

let count = 0;

function candidate(content: string, similarity: number): PassageCandidate {
  count += 1;
  const place = {
    title: "Kegs",
    url: null,
    tags: [],
    sample: false,
    headingPath: [],
    start: 0,
    end: content.length,
  };
  const found = { lexicalRank: count, lexicalScore: 1, vectorRank: count, similarity };
  return { passageId: `p${count}`, documentId: `d${count}`, ...place, ...found, content, question: null };
}

function judge(question: string, ...candidates: PassageCandidate[]) {
  return judgeCandidates(candidates, { question, embeddingModel: "local-v2" });
}

const deposit = () => candidate("A deposit is charged on each keg that leaves the dock.", 0.5);
const capital = () => candidate("Working capital is tied up in kegs.", 0.2);

test("a question that a passage covers is known", () => {
  expect(knowsAnswer(judge("deposit on a keg", deposit(), capital()))).toBe(true);
});

test("a question that shares one word of two with a passage is not", () => {
  expect(knowsAnswer(judge("What is the capital of France?", capital()))).toBe(false);
});

test("a name that stands in every passage is no sign of knowledge", () => {
  const all = ["rolls in", "is steel", "was emptied", "weighs 160 pounds"].map((what) =>
    candidate(`A keg ${what}.`, 0.3),
  );
  expect(knowsAnswer(judge("keg shareholders", ...all))).toBe(false);
});

test("a near meaning in other words is known", () => {
  expect(knowsAnswer(judge("barrels", candidate("Steel containers for draft beer.", 0.8)))).toBe(true);
});

test("a misspelt question is understood", () => {
  expect(knowsAnswer(judge("depsoit for kegs", deposit(), capital()))).toBe(true);
});

test("what helps with no part of a known question is left out of its answer", () => {
  const about = aboutQuestion(
    judge("deposit on a keg", deposit(), candidate("The office opens at nine.", 0.05)),
  );
  expect(about.map(({ candidate: { content } }) => content)).toEqual([deposit().content]);
});

test("a model that finds every text near is believed by what stands out", () => {
  const kegs = (best: number) =>
    Array.from({ length: 12 }, (_, at) =>
      candidate(`Full barrels, bay ${at}.`, at === 0 ? best : 0.78 + at / 1000),
    );
  const known = (best: number) =>
    knowsAnswer(judgeCandidates(kegs(best), { question: "drones", embeddingModel: "remote" }));
  expect(known(0.8)).toBe(false);
  expect(known(0.95)).toBe(true);
});

test("who looks deeper gets the same verdict", () => {
  const question = "keg shareholders";
  const first = ["rolls in", "is steel", "was emptied", "weighs 160 pounds"].map((what) =>
    candidate(`A keg ${what}.`, 0.5),
  );
  const deeper = Array.from({ length: 60 }, () => ({
    ...candidate("The office opens at nine.", 0.05),
    title: "Office",
    lexicalRank: null,
    vectorRank: 31,
  }));
  const ranked = first.map((one, at) => ({ ...one, lexicalRank: at + 1, vectorRank: at + 1 }));
  expect(knowsAnswer(judge(question, ...ranked))).toBe(false);
  expect(knowsAnswer(judge(question, ...ranked, ...deeper))).toBe(false);
});

test("nothing found is nothing known", () => {
  expect(knowsAnswer([])).toBe(false);
  expect(aboutQuestion([])).toEqual([]);
});
