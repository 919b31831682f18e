import { expect, test } from "@jest/globals";
import { contradict } from "../../../../lib/knowledge/contradictions/claim.ts";
import { claimLanguage } from "../../../../lib/knowledge/contradictions/claim-language.ts";
import { findClaims } from "../../../../lib/knowledge/contradictions/find-claims.ts";

const claimsOf = (text: string, language = "en") =>
  findClaims(text, claimLanguage(language)).map(({ kind, unit, low, high, bound }) => [
    kind,
    unit,
    low,
    high,
    bound,
  ]);

test.each([
  ["It costs $49 a month", [["money", "USD", 49, 49, "exactly"]]],
  ["between $1,200 and $1.5k per year", [["money", "USD", 1200, 1500, "between"]]],
  ["3 to 5 hours", [["duration", "minute", 180, 300, "between"]]],
  ["two weeks", [["duration", "minute", 20160, 20160, "exactly"]]],
  ["14 days", [["duration", "minute", 20160, 20160, "exactly"]]],
  ["5 business days", [["duration", "working dai", 5, 5, "exactly"]]],
  ["up to 25 users", [["quantity", "user", 0, 25, "at most"]]],
  ["12.5% of miles", [["percent", "%", 12.5, 12.5, "exactly"]]],
  ["about 40 customers", [["quantity", "custom", 36, 44, "about"]]],
  ["at 5:30 pm", [["time", "minute of day", 1050, 1050, "exactly"]]],
  ["on March 3, 2025", [["date", "day", 20150, 20150, "exactly"]]],
  ["in March 2025", [["date", "day", 20148, 20178, "between"]]],
])("%s", (text, claims) => expect(claimsOf(text)).toEqual(claims));

test.each(["SOC 2 and ISO 27001", "since last year, in 2024", "24/7", "version 3", "no number", "item 12"])(
  "%s states no number of anything",
  (text) => expect(claimsOf(text)).toEqual([]),
);

test("numbers and lengths of time are read as their language writes them", () => {
  expect(claimsOf("1.200,50 € in 3 Stunden", "de")).toEqual([
    ["money", "EUR", 1200.5, 1200.5, "exactly"],
    ["duration", "minute", 180, 180, "exactly"],
  ]);
  expect(claimsOf("jusqu'au 3 mars 2025", "fr")).toEqual([["date", "day", 20150, 20150, "exactly"]]);
  expect(claimsOf("three days", "not a language")).toEqual([["duration", "minute", 4320, 4320, "exactly"]]);
});

test.each([
  ["5 trucks", "6 trucks", true],
  ["at least 5 trucks", "at least 10 trucks", true],
  ["at least 5 trucks", "8 trucks", false],
  ["at least 5 trucks", "3 trucks", true],
  ["2 to 5 days", "3 days", false],
  ["about 40 trucks", "42 trucks", false],
  ["$5 a month", "$50 a year", false],
  ["$5", "€6", false],
  ["5 trucks", "6 drivers", false],
  ["two weeks", "14 days", false],
])("%s and %s contradict: %s", (one, other, expected) => {
  const [first] = findClaims(one, claimLanguage("en"));
  const [second] = findClaims(other, claimLanguage("en"));
  expect(first && second && contradict(first, second)).toBe(expected);
});
