import { glob } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import { routePattern } from "../../../lib/server/route-pattern.ts";

test("every page and every route of the application has its pattern", async () => {
  for await (const file of glob("app/**/{route.ts,page.tsx}", { cwd: process.cwd() })) {
    if (file.includes("[[")) continue;
    const segments = file.split("/").slice(1, -1);
    const pattern = `/${segments.map((one) => one.replace(/^\[(\w+)\]$/, ":$1")).join("/")}`;
    const address = `/${segments.map((one) => one.replace(/^\[\w+\]$/, "5f1c")).join("/")}`;
    expect([file, routePattern(address)]).toEqual([file, pattern]);
  }
});

test.each([
  ["/api/chat?message=secret", "/api/chat"],
  ["/c/a-share-link", "/c/:token"],
  ["/admin/bevgenie/knowledge/5f1c?x=1#y", "/admin/:workspace/knowledge/:id"],
  ["/_next/static/chunks/a.js", "/_next"],
  ["/api/my/own/words", "/api/other"],
  ["/my-own-words", "other"],
  ["", "/"],
])("%s is %s", (url, pattern) => {
  expect(routePattern(url)).toBe(pattern);
});
