import rehypeParse from "rehype-parse";
import rehypeRemark from "rehype-remark";
import remarkGfm from "remark-gfm";
import remarkStringify, { type Options } from "remark-stringify";
import { unified } from "unified";
import { toTitle } from "./stored-text.ts";

export type HtmlRoot = ReturnType<typeof parseHtml>;
type HtmlNode = HtmlRoot["children"][number];
export type HtmlElement = Extract<HtmlNode, { type: "element" }>;

/** A page or a piece of one as a tree. */
export function parseHtml(html: string) {
  return unified().use(rehypeParse, { fragment: false }).parse(html);
}

/**
 * A tree as Markdown: headings, lists, tables, code, emphasis and links. Pictures are left out. `base` is what
 * relative links are resolved against; without it only whole ones are kept.
 */
export function htmlToMarkdown(root: HtmlRoot, base?: string): string {
  keepReadable(root, base);
  const tree = unified().use(rehypeRemark).runSync(root);
  return unified()
    .use(remarkGfm, { tablePipeAlign: false })
    .use(remarkStringify, written)
    .stringify(tree)
    .trim();
}

type TextHandler = NonNullable<NonNullable<Options["handlers"]>["text"]>;

/**
 * Text as it is: the writer's own way escapes every underscore and bracket, and excerpts are quoted from here. Only
 * what would become another block, a cell or a tag is escaped.
 */
const writeText: TextHandler = (node: { value: string }, parent, state) => {
  const isFirst = parent?.children?.[0] === node;
  const inCell = state.stack.includes("tableCell");
  const text = node.value
    .replace(/<(?=[a-z/!?])/gi, "\\<")
    .replace(isFirst ? /^(\s*\d{0,9})([#>+*-]{1,6}|(?<=\d)[.)]|`{3,}|~{3,})(?=\s|$)/ : /$^/, "$1\\$2");
  return inCell ? text.replaceAll("|", "\\|") : text;
};

const written: Options = {
  bullet: "-",
  emphasis: "_",
  fences: true,
  listItemIndent: "one",
  rule: "-",
  handlers: { text: writeText },
};

/** Elements that hold no words to read. */
const wordless = new Set(
  "script style noscript template svg canvas iframe object embed audio video map img picture source input button select textarea dialog head link meta".split(
    " ",
  ),
);

function keepReadable(root: HtmlRoot, base: string | undefined): void {
  const open: (HtmlRoot | HtmlElement)[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    node.children = (node.children as HtmlNode[]).filter(
      (child) => child.type === "text" || (child.type === "element" && !wordless.has(child.tagName)),
    ) as typeof node.children;
    for (const child of node.children) {
      if (child.type !== "element") continue;
      if (child.tagName === "a") keepLink(child, base);
      if (child.tagName === "table") nameColumns(child);
      open.push(child);
    }
  }
}

/** In Markdown a table has a header; where the page marks none, it is the first row. */
function nameColumns(table: HtmlElement): void {
  if (findElement(table, ({ tagName }) => tagName === "th")) return;
  const first = findElement(table, ({ tagName }) => tagName === "tr");
  for (const cell of first?.children ?? [])
    if (cell.type === "element" && cell.tagName === "td") cell.tagName = "th";
}

/** A link that leads nowhere from here is only its words. */
function keepLink(link: HtmlElement, base: string | undefined): void {
  const href = String(link.properties.href ?? "");
  const address = href.startsWith("#") ? null : URL.parse(href, base);
  const leadsOut = address && /^(?:https?|mailto):$/.test(address.protocol) && textOf(link) !== "";
  if (leadsOut) link.properties = { href: address.href };
  else link.tagName = "span";
}

/** The words of the first heading of level 1; undefined where there is none. */
export function firstHeading(root: HtmlRoot): string | undefined {
  const heading = findElement(root, ({ tagName }) => tagName === "h1");
  return heading && toTitle(textOf(heading));
}

/** The first element, in the order of the text, that is one of these. */
export function findElement(
  root: HtmlRoot | HtmlElement,
  isOne: (element: HtmlElement) => boolean,
): HtmlElement | undefined {
  const open = [...root.children].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type !== "element") continue;
    if (isOne(node)) return node;
    for (let at = node.children.length - 1; at >= 0; at -= 1) {
      const child = node.children[at];
      if (child) open.push(child);
    }
  }
  return undefined;
}

/** The words of an element, blanks as one. */
export function textOf(element: HtmlRoot | HtmlElement): string {
  const words: string[] = [];
  const open: (HtmlNode | HtmlRoot)[] = [element];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === "text") words.push(node.value);
    if (!("children" in node)) continue;
    for (let at = node.children.length - 1; at >= 0; at -= 1) {
      const child = node.children[at];
      if (child) open.push(child);
    }
  }
  return words.join("").replace(/\s+/g, " ").trim();
}
