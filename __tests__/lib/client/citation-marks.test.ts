import { describe, expect, it } from "@jest/globals";
import { citationMarks } from "../../../lib/client/citation-marks.ts";
import { markRanges } from "../../../lib/client/mark-ranges.ts";
import type { SyntaxNode } from "../../../lib/client/syntax-node.ts";
import { withoutHalfArrived } from "../../../lib/client/withheld-end.ts";

const paragraph = (...children: SyntaxNode[]): SyntaxNode => ({ type: "paragraph", children });
const text = (value: string, offset?: number): SyntaxNode => ({
  type: "text",
  value,
  ...(offset !== undefined && {
    position: { start: { offset }, end: { offset: offset + value.length } },
  }),
});

describe("citation marks", () => {
  const told = (node: SyntaxNode): unknown =>
    node.data?.hProperties?.dataCitation ?? node.value ?? node.children?.map(told);
  const marked = (value: string) => {
    const tree = paragraph(text(value));
    citationMarks()(tree);
    return tree.children?.map(told);
  };

  it("become numerals, on the line of the word before them and of the comma behind them", () => {
    expect(marked("All cases [1][12], and more.")).toEqual(["All ", ["cases", "1", "12", ","], " and more."]);
    expect(marked("One [1]. Two [2] three")).toEqual([["One", "1", "."], " ", ["Two", "2"], " three"]);
    expect(marked("[7]")).toEqual([["7"]]);
  });

  it("leave a word to be broken that is longer than a line may be", () => {
    const address = "x".repeat(31);
    expect(marked(`See ${address} [1].`)).toEqual([`See ${address}`, ["1", "."]]);
  });

  it("are left alone in links and code", () => {
    const link: SyntaxNode = { type: "link", children: [text("see [1]")] };
    const code: SyntaxNode = { type: "inlineCode", value: "list[1]" };
    const tree = paragraph(link, code);
    citationMarks()(tree);
    expect(tree).toEqual(paragraph({ type: "link", children: [text("see [1]")] }, code));
  });

  it("do not flash when only half of one has arrived", () => {
    expect(withoutHalfArrived("Cases [1")).toBe("Cases");
    expect(withoutHalfArrived("Cases [1]")).toBe("Cases [1]");
    expect(withoutHalfArrived("Cases [see")).toBe("Cases [see");
  });
});

describe("a table that has only begun", () => {
  it("is held back until its line of dashes is whole", () => {
    expect(withoutHalfArrived("Compare:\n| Class | Cases |")).toBe("Compare:");
    expect(withoutHalfArrived("Compare:\n| Class | Cases |\n| --")).toBe("Compare:");
    const begun = "| Class | Cases |\n| --- | ---: |\n| Gro";
    expect(withoutHalfArrived(begun)).toBe(begun);
  });

  it("is shown as it stands when it is no table", () => {
    expect(withoutHalfArrived("| a\nand more")).toBe("| a\nand more");
  });
});

describe("words cited from a document", () => {
  const parts = (node: SyntaxNode, ranges: { start: number; end: number }[]) => {
    markRanges(ranges)(node);
    return node.children?.map((child) =>
      child.tagName === "mark" ? { mark: child.children?.[0]?.value } : child.value,
    );
  };

  it("are marked where they stand", () => {
    expect(parts(paragraph(text("Drop size pays.", 10)), [{ start: 15, end: 19 }])).toEqual([
      "Drop ",
      { mark: "size" },
      " pays.",
    ]);
  });

  it("may reach over several pieces and overlap", () => {
    const ranges = [
      { start: 2, end: 6 },
      { start: 4, end: 9 },
    ];
    expect(parts(paragraph(text("abcd", 0), text("efgh", 4), text("ijkl", 8)), ranges)).toEqual([
      "ab",
      { mark: "cd" },
      { mark: "ef" },
      { mark: "gh" },
      { mark: "i" },
      "jkl",
    ]);
  });

  it("leave the rest alone, also when the range is no place in the text", () => {
    expect(parts(paragraph(text("abcd", 0)), [{ start: 90, end: 99 }])).toEqual(["abcd"]);
  });
});
