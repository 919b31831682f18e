import { replaceTexts, type SyntaxNode } from "./syntax-node.ts";

/**
 * A remark plug-in: `[3]` in running text becomes `<sup data-citation="3">`, in one span with the word before it and the
 * full stop behind it, which stay on one line; code and links are left alone.
 */
export function citationMarks() {
  return (tree: SyntaxNode): void =>
    replaceTexts(tree, {
      replace: splitAtMarks,
      skips: (node) => node.type === "link" || node.type === "linkReference",
    });
}

/** A longer word, an address perhaps, has to be broken somewhere. */
const longestWord = 30;

function splitAtMarks(node: SyntaxNode): SyntaxNode[] {
  const [first = "", ...parts] = (node.value ?? "").split(/\s?\[(\d{1,3})\]/);
  if (parts.length === 0) return [node];
  const nodes: SyntaxNode[] = [];
  let before = first;
  for (let index = 0; index < parts.length; index += 2) {
    const { head, word } = splitOffWord(before);
    const kept = [text(word), mark(parts[index] ?? "")];
    // "[1][2]": marks side by side.
    while (parts[index + 1] === "" && index + 2 < parts.length) {
      index += 2;
      kept.push(mark(parts[index] ?? ""));
    }
    const behind = parts[index + 1] ?? "";
    const stop = /^\p{P}{0,3}/u.exec(behind)?.[0] ?? "";
    nodes.push(text(head), together([...kept, text(stop)]));
    before = behind.slice(stop.length);
  }
  return [...nodes, text(before)].filter(({ type, value }) => type !== "text" || value !== "");
}

/** The last word of a text: none where it ends with white space or is too long to be kept whole. */
function splitOffWord(whole: string): { head: string; word: string } {
  const word = /\S*$/u.exec(whole.slice(-longestWord - 1))?.[0] ?? "";
  if (word.length > longestWord) return { head: whole, word: "" };
  return { head: whole.slice(0, whole.length - word.length), word };
}

function text(value: string): SyntaxNode {
  return { type: "text", value };
}

/** Line breaks are allowed around a button, whatever characters stand beside it; so they are forbidden around this. */
function together(children: SyntaxNode[]): SyntaxNode {
  return {
    type: "citedWord",
    data: { hName: "span", hProperties: { className: "whitespace-nowrap" } },
    children: children.filter(({ type, value }) => type !== "text" || value !== ""),
  };
}

function mark(number: string): SyntaxNode {
  return {
    type: "citationMark",
    data: { hName: "sup", hProperties: { dataCitation: number } },
    children: [{ type: "text", value: `[${number}]` }],
  };
}
