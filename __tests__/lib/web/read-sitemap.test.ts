/** A sitemap is a stranger's, and is read where visitors are answered: it must not take long. */
import { expect, test } from "@jest/globals";
import { readSitemap } from "../../../lib/web/read-sitemap.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";

const read = (text: string) => readSitemap(new TextEncoder().encode(text), 16 * 1024 * 1024);

test("a plain list is read by its lines, whatever stands around the addresses", async () => {
  expect(await read("# pages\r\n\n  https://example.com/a \t\r\n\nhttps://example.com/b\n/c")).toEqual({
    ...{ kind: "pages", addresses: ["https://example.com/a", "https://example.com/b"] },
  });
});

test.each([
  [" ", "https://example.com/a#b#"],
  ["\r", "https://example.com/a#b#"],
  ["\n", "https://example.com/a#b#"],
])("a list of %j over and over takes no time by its square", (gap, list) => {
  const text = list.replaceAll("#", gap.repeat(200_000));
  expect(cpuMsOf(() => void read(text))).toBeLessThan(300);
});
