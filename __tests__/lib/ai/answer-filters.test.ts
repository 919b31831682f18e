import { describe, expect, test } from "@jest/globals";
import { citationFilter } from "../../../lib/ai/citation-filter.ts";
import { linkFilter } from "../../../lib/ai/link-filter.ts";
import type { TextFilter } from "../../../lib/ai/text-filter.ts";

const through = (filter: TextFilter, text: string) => filter.read(text) + filter.end();
const cited = (text: string) => through(citationFilter(3), text);
const linked = (text: string) => through(linkFilter(["docs.example"]), text);

describe("citation marks", () => {
  test("one that names no source is left out with its blank", () => {
    expect(cited("Drop size matters [4]. Stops cost money [2].")).toBe(
      "Drop size matters. Stops cost money [2].",
    );
    expect(cited("None [0].")).toBe("None.");
  });

  test("lists and other brackets are written alike", () => {
    expect(cited("Both [1, 3], all【2†source】.")).toBe("Both [1][3], all[2].");
    expect(cited("One of them [1, 9].")).toBe("One of them [1].");
  });

  test("brackets with words are no marks", () => {
    expect(cited("Use [item 9] or [x].")).toBe("Use [item 9] or [x].");
  });

  test("words are shown at once, only a mark that may still come waits", () => {
    const filter = citationFilter(1);
    expect(filter.read("Stops cost money")).toBe("Stops cost money");
    expect(filter.read(" [")).toBe("");
    expect(filter.read("1]")).toBe(" [1]");
  });
});

describe("links in an answer", () => {
  test("a host on the list and our own pages stay links", () => {
    const text = "See [the docs](https://docs.example/a?b=1), [our page](/p/1) and https://docs.example/c.";
    expect(linked(text)).toBe(text);
  });

  test("a foreign link keeps its words, a remote image its description", () => {
    expect(linked("Go [here](https://evil.example/?q=secret).")).toBe("Go here.");
    expect(linked("![a chart](https://evil.example/p.png?d=secret)")).toBe("a chart");
    expect(linked("![a chart](https://docs.example/p.png)")).toBe("a chart");
  });

  test("an address in the text is no longer one", () => {
    expect(linked("Visit https://www.evil.example/x now.")).toBe("Visit evil.example/x now.");
  });

  test("a word's last letter is shown with it, and only what may begin an address waits", () => {
    const steps = (...pieces: string[]) => {
      const filter = linkFilter(["docs.example"]);
      return [...pieces.map((piece) => filter.read(piece)), filter.end()];
    };
    const words = ["with", " him", " of", " now", " tax", " how", "ever", "."];
    expect(steps(...words)).toEqual([...words, ""]);
    expect(steps("see w", "ith")).toEqual(["see ", "with", ""]);
    expect(steps("see ht", "tp:", "//evil.example now")).toEqual(["see ", "", "evil.example now", ""]);
    expect(steps("so (w", "ww", ".evil.example)")).toEqual(["so (", "", "", "evil.example)"]);
  });

  test("behind a letter there is none, however it is cut", () => {
    const text = "nowww.evil.example xhttps://evil.example";
    const filter = linkFilter([]);
    expect([...text].map((piece) => filter.read(piece)).join("") + filter.end()).toBe(text);
    expect(linked(text)).toBe(text);
  });

  test("a definition does not make links of marks", () => {
    expect(linked("As said [1].\n\n[1]: https://evil.example")).toBe("As said [1].\n\n[1]\\: evil.example");
  });

  test("HTML that loads something is left out", () => {
    expect(linked('Look<img src="https://evil.example/p.png">here, 3 < 5')).toBe("Look here, 3 < 5");
  });

  test("an address of an allowed name with another host behind it is foreign", () => {
    expect(linked("[x](https://docs.example@evil.example/)")).toBe("x");
    expect(linked("[x](//evil.example) [y](/\\evil.example)")).toBe("x y");
  });

  test("a bracket that is never closed does not hold the answer back", () => {
    const filter = linkFilter([]);
    const shown = filter.read(`[${"word ".repeat(200)}`);
    expect(shown).toContain("word word");
  });

  test("tables, marks and plain brackets pass unchanged", () => {
    const text = "| A | B |\n|---|---|\n| 1 [1] | [2] |\n\n- **bold** `code` 5 > 3 & more!";
    expect(linked(text)).toBe(text);
  });
});
