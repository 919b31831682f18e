import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type DiffPart, diffTexts } from "../../../lib/admin/versions/diff-texts.ts";

const textOf = (parts: DiffPart[], side: "added" | "removed") =>
  parts.map((part) => (part.kind === "same" || part.kind === side ? part.text : "")).join("");

test("what changed within a line is told by words", () => {
  const { parts, byWord } = diffTexts("A rollout takes six weeks.\nEnd.", "A rollout takes ten weeks.\nEnd.");
  expect(byWord).toBe(true);
  expect(parts).toEqual([
    { kind: "same", text: "A rollout takes " },
    { kind: "removed", text: "six" },
    { kind: "added", text: "ten" },
    { kind: "same", text: " weeks.\nEnd." },
  ]);
});

test("the parts are both texts, laid over each other", () => {
  const words = fc.array(fc.constantFrom("one", "two", " ", "\n", "🍺", "three, "), { maxLength: 40 });
  const text = words.map((some) => some.join(""));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { parts } = diffTexts(before, after);
      expect([textOf(parts, "removed"), textOf(parts, "added")]).toEqual([before, after]);
    }),
    { seed: 20261121, numRuns: 200 },
  );
});

test("long stretches that are the same are left out, and no character is parted", () => {
  const long = "🍺".repeat(2_000);
  const { parts } = diffTexts(`${long}\nold\n${long}`, `${long}\nnew\n${long}`);
  expect(parts.map(({ kind }) => kind)).toEqual(["skipped", "same", "removed", "added", "same", "skipped"]);
  for (const part of parts) if (part.kind !== "skipped") expect(part.text.isWellFormed()).toBe(true);
});

test("texts that differ in everything are told as a whole, quickly", () => {
  // Every other line is the same: without a bound they would be told line by line.
  const numbered = (word: string) =>
    Array.from({ length: 3_000 }, (_, index) => `${index % 2 ? "the same" : word} ${index}`).join("\n");
  const { parts, byWord } = diffTexts(numbered("before"), numbered("after"));
  expect([byWord, parts.map(({ kind }) => kind)]).toEqual([false, ["removed", "added"]]);
  const line = (word: string) => Array.from({ length: 3_000 }, (_, index) => `${word}${index}`).join(" ");
  expect(diffTexts(line("a"), line("b")).byWord).toBe(false);
});
