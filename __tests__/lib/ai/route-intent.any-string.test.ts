import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { compileIntentRouter } from "../../../lib/ai/route-intent.ts";
import { intentSchema } from "../../../lib/workspace.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";

const intents = intentSchema
  .array()
  .parse(JSON.parse(readFileSync("supabase/seed/bevgenie/intents.json", "utf8")));
const route = compileIntentRouter(intents);
const examples = intents.flatMap((intent) => intent.examples);

const anyString = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom(...examples, ".", "\n", "\0", "\ud800", "'", "constructor", "__proto__"), {
      maxLength: 30,
    })
    .map((parts) => parts.join(" ")),
);

test("any string is routed to one of the workspace's intents, with a certainty between 0 and 1", () => {
  fc.assert(
    fc.property(anyString, (message) => {
      const { intent, certainty } = route(message);
      expect(intents).toContain(intent);
      expect(certainty).toBeGreaterThanOrEqual(0);
      expect(certainty).toBeLessThanOrEqual(1);
    }),
    { seed: 20261121, numRuns: 300 },
  );
});

test("two routers built from the same intents agree on every message", () => {
  const again = compileIntentRouter(structuredClone(intents));
  fc.assert(
    fc.property(anyString, (message) => {
      const one = route(message);
      const other = again(message);
      expect(other.intent.id).toBe(one.intent.id);
      expect(other.certainty).toBe(one.certainty);
    }),
    { seed: 20261122, numRuns: 100 },
  );
});

test.each([
  ["four thousand letters without a space", "a".repeat(4000)],
  ["four thousand spaces around a word", `${" ".repeat(2000)}x${" ".repeat(2000)}y`],
  ["two thousand full stops", ". ".repeat(2000)],
  ["commas only", ",".repeat(4000)],
  ["apostrophes only", "'s".repeat(2000)],
])("a message of %s is routed without backtracking for ever", (_, message) => {
  const tookMs = cpuMsOf(() => expect(intents).toContain(route(message).intent));
  expect(tookMs).toBeLessThan(250);
});
