import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { compileIntentRouter } from "../../../lib/ai/route-intent.ts";
import { intentSchema } from "../../../lib/workspace.ts";

const intents = intentSchema
  .array()
  .parse(JSON.parse(readFileSync("supabase/seed/bevgenie/intents.json", "utf8")));
const route = compileIntentRouter(intents);
const idFor = (message: string) => route(message).intent.id;

test.each([
  ["Show me ROI for beverage distributors", "roi"],
  ["show me a chart", "visual"],
  ["make me a page about depletions", "visual"],
  ["can I talk to someone", "human"],
  ["call me", "human"],
  ["too expensive", "objection"],
  ["we already have another system", "objection"],
  ["drivers won't use it", "objection"],
  ["login fails", "problem"],
  ["our deliveries are always late", "problem"],
  ["hi", "small_talk"],
  ["bye", "small_talk"],
  ["how does pricing work", "pricing"],
  ["quote for 40 trucks", "pricing"],
  ["how do you compare to spreadsheets?", "comparison"],
  ["does it have an API?", "technical"],
  ["How does the three-tier system work?", "product_question"],
  ["Write me a poem", "off_topic"],
])("the seeded workspace reads “%s” as %s and is sure of it", (message, id) => {
  expect(idFor(message)).toBe(id);
  expect(route(message).sure).toBe(true);
});

test.each([
  ["Hi! Lovely weather today, isn't it? What would 40 trucks cost us?", "pricing"],
  ["Thanks, that was great. Do you have an API?", "technical"],
  ["Tell me a joke. Just kidding, our sync with the ERP failed this morning.", "problem"],
])("a message that holds business beside chit-chat is business: “%s”", (message, id) => {
  expect(idFor(message)).toBe(id);
});

test.each(["integrashun with our erp, posible?", "whats the pricng for 10 trucks", "retrun on investment?"])(
  "a misspelt request is not turned back: “%s”",
  (message) => {
    expect(route(message).intent.outcome.refusal).toBeUndefined();
  },
);

test.each([
  "¿Cuánto cuesta para cuarenta camiones?",
  "Wieviel kostet das für vierzig Lastwagen?",
  "你们的价格是多少",
])("a message in a language the examples do not hold is left open, never turned back: “%s”", (message) => {
  expect(route(message).intent.outcome.refusal).toBeUndefined();
  expect(route(message).sure).toBe(false);
});

test("every development message about the business is answered, and most off-topic use is turned back", () => {
  const messages = readFileSync("bench/eval/intents-development.jsonl", "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { text: string; intent: string });
  const refused = messages.filter(({ text }) => route(text).intent.outcome.refusal !== undefined);
  const wrong = refused.filter(({ intent }) => intent !== "off_topic");
  const offTopic = messages.filter(({ intent }) => intent === "off_topic");
  expect(wrong.length / refused.length).toBeLessThanOrEqual(0.02);
  expect((refused.length - wrong.length) / offTopic.length).toBeGreaterThanOrEqual(0.85);
});
