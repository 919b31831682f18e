/**
 * The answer is rendered as a reader's browser does it, so this file runs without the server condition.
 * @jest-environment-options {"customExportConditions": ["node", "import"]}
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Children, isValidElement, type ReactNode } from "react";
import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { citationFilter } from "../../../lib/ai/citation-filter.ts";
import { linkFilter } from "../../../lib/ai/link-filter.ts";
import type { TextFilter } from "../../../lib/ai/text-filter.ts";

/** Pieces that constructs are made of, and constructs. */
const fragment = fc.constantFrom(
  ..."[ ] ( ) ! < > \\ ` * : / . # & ; 1 2 9 w h x".split(" "),
  " ",
  "\n",
  "\n\n",
  "[1]",
  " [9]",
  "[1, 9]",
  "【2】",
  "http://evil.example/a?b=c",
  "https://ok.example/page",
  "https://",
  "http:/",
  "www.",
  "ww.",
  "ttp://",
  "now",
  "path",
  "é",
  "//evil.example",
  "javascript:alert(1)",
  "mailto:",
  "evil.example",
  "![pixel](https://evil.example/p.png)",
  "[text](https://ok.example/page)",
  "[text](//evil.example)",
  "<img src=x>",
  "<https://evil.example>",
  "<a href='https://evil.example'>",
  "[ref]: https://evil.example",
  "[ref]",
  '"title"',
  "\\[",
  "> ",
  "- ",
  "1. ",
  "](",
  "word",
  "Ä",
  "🍺",
  "https://ok.example@evil.example",
  "&#x68;ttps://evil.example",
  "(https://evil.example)",
  "[x]",
  "![x]",
  "/own/page",
  "[y](/own/page)",
  "[z](/\\evil.example)",
  "```",
);
const answer = fc.array(fragment, { maxLength: 24 }).map((parts) => parts.join(""));
const cuts = fc.array(fc.nat({ max: 9 }), { maxLength: 60 });
const run = { seed: 20261121, numRuns: 600 };

function through(filter: TextFilter, pieces: string[]): string {
  return pieces.map((piece) => filter.read(piece)).join("") + filter.end();
}

function piecesOf(text: string, lengths: number[]): string[] {
  const pieces: string[] = [];
  let at = 0;
  for (const length of lengths) {
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return [...pieces, text.slice(at)];
}

/** Where the rendered answer leads or what it loads. */
function targetsIn(markdown: string): string[] {
  return targetsOf(Markdown({ children: markdown, remarkPlugins: [remarkGfm], urlTransform: (url) => url }));
}

function targetsOf(node: ReactNode): string[] {
  return Children.toArray(node).flatMap((child) => {
    if (!isValidElement<{ href?: string; src?: string; children?: ReactNode }>(child)) return [];
    const { href, src, children } = child.props;
    return [...[href, src].filter((target) => target !== undefined), ...targetsOf(children)];
  });
}

describe("whatever a model writes, however its stream is cut", () => {
  test("the cuts change nothing about what is shown", () => {
    fc.assert(
      fc.property(answer, cuts, (text, lengths) => {
        const pieces = piecesOf(text, lengths);
        expect(through(citationFilter(2), pieces)).toBe(through(citationFilter(2), [text]));
        expect(through(linkFilter(["ok.example"]), pieces)).toBe(through(linkFilter(["ok.example"]), [text]));
      }),
      run,
    );
  });

  test("nothing shown leads or loads from a host that is not allowed", () => {
    fc.assert(
      fc.property(answer, (text) => {
        for (const target of targetsIn(through(linkFilter(["ok.example"]), [text]))) {
          expect(target).toMatch(
            /^(?:https?:\/\/ok\.example(?:\/|$)|\/(?![/\\])|#|%|mailto:[^/]+@|\w[\w.]*$)/,
          );
        }
      }),
      run,
    );
  });

  test("no mark is left that names no source", () => {
    fc.assert(
      fc.property(answer, (text) => {
        const shown = through(citationFilter(2), [text]);
        for (const [, n] of shown.matchAll(/\[(\d+)\]/g)) expect([1, 2]).toContain(Number(n));
      }),
      run,
    );
  });
});
