import { replaceTexts, type SyntaxNode } from "./syntax-node.ts";

/** A remark plug-in: `[3]` in running text becomes `<sup data-citation="3">`; code and links are left alone. */
export function citationMarks() {
  return (tree: SyntaxNode): void =>
    replaceTexts(tree, {
      replace: splitAtMarks,
      skips: (node) => node.type === "link" || node.type === "linkReference",
    });
}

/** Keeps a numeral on the line of the word it belongs to, and a full stop on the numeral's. */
const wordJoiner = "\u2060";

function splitAtMarks(text: SyntaxNode): SyntaxNode[] {
  const parts = (text.value ?? "").split(/\s?\[(\d{1,3})\]/);
  if (parts.length === 1) return [text];
  return parts
    .map((part, index): SyntaxNode => {
      if (index % 2 === 1) return mark(part);
      const before = index > 0 && /^\p{P}/u.test(part) ? wordJoiner : "";
      const after = index < parts.length - 1 ? wordJoiner : "";
      return { type: "text", value: before + part + after };
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
