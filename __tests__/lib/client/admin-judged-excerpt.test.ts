import { expect, test } from "@jest/globals";
import { judgedExcerpt } from "../../../lib/client/admin-judged-excerpt.ts";
import { matchedWords } from "../../../lib/client/admin-matched-words.ts";

const excerptFor = (content: string, question: string) =>
  judgedExcerpt(content, matchedWords(content, question));

test("a short passage is kept whole, without its headings", () => {
  expect(excerptFor("# Valves\n\nThe valve is cleaned with water.", "How?")).toBe(
    "The valve is cleaned with water.",
  );
  expect(excerptFor("# Valves", "How?")).toBe("# Valves");
});

test("of a long one the sentence that has most of the question's words, verbatim", () => {
  const filler = "Something else is said here of no use to anybody. ".repeat(4).trim();
  const content = `# Rollout time\n\n${filler}\n\n${filler} A rollout takes six weeks\nfor one warehouse. ${filler}`;
  const excerpt = excerptFor(content, "How long does a rollout take for a warehouse?");
  expect(excerpt).toBe("A rollout takes six weeks\nfor one warehouse.");
  expect(content).toContain(excerpt);
});
