import { replaceTexts, type SyntaxNode } from "./syntax-node.ts";

/** A remark plug-in: `[3]` in running text becomes `<sup data-citation="3">`; code and links are left alone. */
export function citationMarks() {
  return (tree: SyntaxNode): void =>
    replaceTexts(tree, {
      replace: splitAtMarks,
      skips: (node) => node.type === "link" || node.type === "linkReference",
    });
}

/** Keeps a numeral on the line of the word it belongs to. */
const wordJoiner = "\u2060";

function splitAtMarks(text: SyntaxNode): SyntaxNode[] {
  const parts = (text.value ?? "").split(/\s?\[(\d{1,3})\]/);
  if (parts.length === 1) return [text];
  return parts
    .map((part, index): SyntaxNode => {
      if (index % 2 === 1) return mark(part);
      return { type: "text", value: index < parts.length - 1 ? part + wordJoiner : part };
    })
    .filter((node) => node.type !== "text" || node.value !== "");
}

function mark(number: string): SyntaxNode {
  return {
    type: "citationMark",
    data: { hName: "sup", hProperties: { dataCitation: number } },
    children: [{ type: "text", value: `[${number}]` }],
  };
}
