import { expect, test } from "@jest/globals";
import { passedDates, staleDocuments } from "../../../lib/admin/upkeep/stale-findings.ts";
import { claimLanguage } from "../../../lib/knowledge/contradictions/claim-language.ts";

const now = Date.UTC(2026, 10, 21);
const english = claimLanguage("en");
const document = (title: string, writtenAt = "2026-11-01T00:00:00Z") => ({
  ...{ documentId: title, title, url: null, writtenAt, fetchedAt: null, failure: null },
});

test.each([
  ["Prices are valid until March 2025.", "2025-03-31"],
  ["The offer ends on 20 November 2026.", "2026-11-20"],
  ["This certificate expires on 2026-01-05.", "2026-01-05"],
  ["Orders by 3 May 2026 get a discount.", "2026-05-03"],
  ["The rebate is paid until 2025.", "2025-12-31"],
])("%s has passed", (sentence, day) => {
  const text = `# Offer\n\nBefore it. ${sentence} After it.`;
  const [finding, ...more] = passedDates({ ...document("Offer"), text }, { language: english, now });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ kind: "date_passed", first: { excerpt: sentence, value: day } });
  expect(text.slice(finding?.first.start, finding?.first.end)).toBe(sentence);
});

test.each([
  "Prices are valid until December 2026.",
  "The offer ends on 21 November 2026.",
  "The company was founded in March 2005.",
  "The audit took place on 3 May 2025.",
  "Prices are valid until further notice.",
])("%s has not", (sentence) => {
  expect(passedDates({ ...document("Offer"), text: sentence }, { language: english, now })).toEqual([]);
});

test("a title of an older year or version is superseded by the newest of the same name", () => {
  const titles = [
    "Price list 2024",
    "Price list 2026",
    "Price list 2025",
    "Manual v1.9",
    "Manual v1.10",
    "2024",
    "2025",
  ];
  const found = staleDocuments(
    titles.map((title) => document(title)),
    { now, months: 12 },
  );
  expect(found.map(({ kind, first, second }) => [kind, first.title, second?.title])).toEqual([
    ["superseded", "Price list 2024", "Price list 2026"],
    ["superseded", "Price list 2025", "Price list 2026"],
    ["superseded", "Manual v1.9", "Manual v1.10"],
  ]);
});

test("a document that nobody changed for as long as the workspace says is told of, and again after a change", () => {
  const documents = [document("Old", "2025-11-20T00:00:00Z"), document("Young", "2025-11-22T00:00:00Z")];
  const found = staleDocuments(documents, { now, months: 12 });
  expect(found.map(({ kind, first }) => [kind, first.title])).toEqual([["unchanged", "Old"]]);
  expect(staleDocuments(documents, { now, months: 13 })).toEqual([]);
  const [later] = staleDocuments([document("Old", "2025-11-19T00:00:00Z")], { now, months: 12 });
  expect(later?.fingerprint).not.toBe(found[0]?.fingerprint);
});

test("a document from an address is as young as its last reading, and one that could not be read again is told of", () => {
  const old = document("Page", "2020-01-01T00:00:00Z");
  expect(staleDocuments([{ ...old, fetchedAt: "2026-11-01T00:00:00Z" }], { now, months: 12 })).toEqual([]);
  const [unread] = staleDocuments([{ ...old, fetchedAt: "2025-01-01T00:00:00Z" }], { now, months: 12 });
  expect(unread).toMatchObject({ kind: "not_refreshed", first: { value: "2025-01-01T00:00:00Z" } });
  const failure = "There is nothing at this address (404).";
  const [failed] = staleDocuments([{ ...document("Page"), failure }], { now, months: 12 });
  expect(failed).toMatchObject({ kind: "source_failed", first: { value: failure } });
});
