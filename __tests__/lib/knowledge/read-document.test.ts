import { describe, expect, test } from "@jest/globals";
import { AppError } from "../../../lib/errors.ts";
import { readDocument } from "../../../lib/knowledge/read-document/read-document.ts";

describe("a document is read as its author wrote it", () => {
  test("front matter gives title, address, tags and the mark of sample data, and is no part of the text", () => {
    const content =
      "---\ntitle: Drop size\nurl: https://example.com/drop\ntags: [routes]\nsample: true\nauthor: x\n---\n\n## Why\n\nText.";
    expect(readDocument({ name: "a.md", content })).toEqual({
      title: "Drop size",
      url: "https://example.com/drop",
      tags: ["routes"],
      sample: true,
      text: "## Why\n\nText.",
    });
  });

  test("without front matter the first heading is the title, or else the file's name", () => {
    expect(readDocument({ name: "x.md", content: "# Load building\n\nText." }).title).toBe("Load building");
    expect(readDocument({ name: "docs/keg-deposits_2.md", content: "Text." }).title).toBe("Keg deposits 2");
    expect(readDocument({ name: "Kegs.txt", content: "# not a heading" }).title).toBe("Kegs");
  });

  test("Windows line ends and a byte order mark are not stored", () => {
    expect(readDocument({ name: "a.txt", content: "\uFEFFone\r\ntwo\rthree" }).text).toBe("one\ntwo\nthree");
  });
});

describe("a document that cannot be stored is refused by name of the field", () => {
  test.each([
    ["NUL", "a.txt", "a\0b"],
    ["a lone surrogate", "a.txt", "a\uD83Cb"],
    ["blanks only", "a.txt", " \n "],
    ["front matter and nothing else", "a.md", "---\ntitle: A\n---\n"],
    ["front matter that is no YAML", "a.md", "---\ntitle: [\n---\ntext"],
    ["front matter with an alias", "a.md", "---\na: &a [x]\ntags: *a\n---\ntext"],
    ["front matter that would take long to parse", "a.md", `---\nnotes: ${"a".repeat(10_001)}\n---\ntext`],
    ["an address that is a script", "a.md", "---\nurl: javascript:alert(1)\n---\ntext"],
    ["a title with an escaped NUL", "a.md", '---\ntitle: "a\\0"\n---\ntext'],
  ])("%s", (_, name, content) => {
    const refused = (() => {
      try {
        return readDocument({ name, content });
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({ code: "invalid_request", field: "content" });
  });

  test("a kind of file that nothing here can read", () => {
    expect(() => readDocument({ name: "a.exe", content: "x" })).toThrow("a.exe is no Markdown");
  });
});
