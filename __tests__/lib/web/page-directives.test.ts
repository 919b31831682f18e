/** What a page says of itself in its head, read without a parser that a stranger could keep busy. */
import { expect, test } from "@jest/globals";
import { readDirectives } from "../../../lib/web/page-directives.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";

const read = (html: string, headers: Record<string, string> = { "content-type": "text/html" }) =>
  readDirectives({ headers: new Headers(headers), bytes: new TextEncoder().encode(html) });

test.each([
  ['<meta name="robots" content="noindex">', true],
  ["<META NAME=robots CONTENT=none>", true],
  ["<meta content='index,NoIndex' name='ROBOTS' />", true],
  ['<meta name="bevgenie" content="noindex">', true],
  ['<meta name="a>b"><meta name="robots" content="noindex">', true],
  ['<title>a <b></title><meta name="robots" content="noindex">', true],
  ['<meta name="robots" content="index, nofollow">', false],
  ['<meta name="googlebot" content="noindex">', false],
  ['<meta name="description" content="robots, noindex">', false],
  ['<!-- <meta name="robots" content="noindex"> -->', false],
  ['<script>"<meta name=robots content=noindex>"</script>', false],
  ['<noscript><meta name="robots" content="noindex"></noscript>', false],
  ['<body><meta name="robots" content="noindex">', false],
  ['</head><meta name="robots" content="noindex">', false],
  [`${" ".repeat(70_000)}<meta name="robots" content="noindex">`, false],
])("%s: noindex is %s", (html, expected) => expect(read(html).isNoIndex).toBe(expected));

test.each([
  ["noindex", true],
  ["nofollow, NONE", true],
  ["bevgenie: noindex", true],
  ["googlebot: noindex", false],
  ["unavailable_after: 25 Jun 2030 15:00:00 PST", false],
  ["noindexer", false],
])("X-Robots-Tag %s: noindex is %s, for files of every type", (tag, expected) => {
  expect(read("", { "content-type": "application/pdf", "x-robots-tag": tag }).isNoIndex).toBe(expected);
});

test.each([
  ['<link rel="canonical" href="/a?x=1&amp;y=2">', "/a?x=1&y=2"],
  ["<link href='https://example.com/a' rel='alternate Canonical'>", "https://example.com/a"],
  ['<link rel="stylesheet" href="/x"><link rel=canonical href=/a>', "/a"],
  ['<link rel="canonical" href="">', undefined],
  ['<link rel="canonicalish" href="/a">', undefined],
  ["<link rel=", undefined],
])("%s: the original is %s", (html, expected) => expect(read(html).canonical).toBe(expected));

test("a file that is no page is not searched for tags", () => {
  const html = '<meta name="robots" content="noindex"><link rel="canonical" href="/a">';
  expect(read(html, { "content-type": "text/csv" })).toEqual({ isNoIndex: false });
});

test.each([
  "<!--",
  "<meta ",
  "<meta a=",
  "<script>",
  '<link "',
  "<title",
  "<",
  "<meta a='<link b=\"",
  "<!---->",
])("a head made of %s alone is read in one pass", (piece) =>
  expect(read(piece.repeat(100_000)).isNoIndex).toBe(false),
);

test.each([
  ["letters", "a"],
  ["letters and spaces", `${"a".repeat(30_000)}${" ".repeat(30_000)}`],
  ["hyphens", "-"],
  ["values without an end", "a='b\""],
])("a tag made of %s takes no time by its square", (_, piece) => {
  const html = `<meta ${piece.repeat(70_000 / piece.length)}`;
  expect(cpuMsOf(() => read(html))).toBeLessThan(200);
});
