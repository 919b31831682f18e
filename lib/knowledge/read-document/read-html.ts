import {
  findElement,
  firstHeading,
  type HtmlElement,
  type HtmlRoot,
  htmlToMarkdown,
  parseHtml,
  textOf,
} from "./html-to-markdown.ts";
import type { ReadDocument } from "./read-document.ts";
import { type TextSource, UnreadableFile } from "./reader.ts";
import { titleFromName, toStoredText, toTitle } from "./stored-text.ts";

/**
 * A web page: its main content without what surrounds it on every page of a site. The title is its first heading or
 * what the page calls itself; `url` is the page's own canonical address where that is of the same site.
 */
export function readHtml({ name, text, url }: TextSource): ReadDocument {
  const page = parseHtml(text);
  const titleElement = findElement(page, ({ tagName }) => tagName === "title");
  const own = titleElement && toTitle(textOf(titleElement));
  const address = canonicalUrl(page, url);
  const base = baseUrl(page, url ?? address);
  const main = mainContent(page);
  const markdown = htmlToMarkdown(main, base);
  if (markdown === "")
    throw new UnreadableFile(
      "This page holds no text. It may be one that only a browser fills; save what it shows as a PDF, then add that.",
    );
  return {
    title: firstHeading(main) ?? own ?? titleFromName(name),
    ...(address !== undefined && { url: address }),
    tags: [],
    sample: false,
    text: toStoredText(markdown),
  };
}

/** A page can claim any address; only one of the site that it was fetched from is believed. */
function canonicalUrl(page: HtmlRoot, url: string | undefined): string | undefined {
  const link = findElement(
    page,
    ({ tagName, properties }) => tagName === "link" && relOf(properties.rel).includes("canonical"),
  );
  const canonical = URL.parse(String(link?.properties.href ?? ""), url);
  if (!canonical || !/^https?:$/.test(canonical.protocol) || canonical.href.length > 2_000) return url;
  return url === undefined || canonical.host === URL.parse(url)?.host ? canonical.href : url;
}

function relOf(rel: unknown): string[] {
  return Array.isArray(rel) ? rel.map((word) => String(word).toLowerCase()) : [];
}

function baseUrl(page: HtmlRoot, url: string | undefined): string | undefined {
  const base = findElement(page, ({ tagName }) => tagName === "base");
  return URL.parse(String(base?.properties.href ?? ""), url)?.href ?? url;
}

/** Of the page's words, so many have to stand in what calls itself the main part, or an article, for it to be that. */
const mainShare = 0.25;
const articleShare = 0.6;

/** The page's main part without navigation and the like; the whole of it where nothing else would be left. */
function mainContent(page: HtmlRoot): HtmlRoot {
  const body = findElement(page, ({ tagName }) => tagName === "body");
  if (!body) return page;
  const whole = structuredClone(body);
  dropSurroundings(body);
  const words = textOf(body).length;
  if (words === 0) return { type: "root", children: [whole] };
  const holds = (share: number) => (element: HtmlElement | undefined) =>
    element && textOf(element).length >= words * share ? element : undefined;
  const main = holds(mainShare)(
    findElement(body, ({ tagName, properties }) => tagName === "main" || properties.role === "main"),
  );
  const article = holds(articleShare)(findElement(body, ({ tagName }) => tagName === "article"));
  return { type: "root", children: [main ?? article ?? body] };
}

function isMain({ tagName, properties }: HtmlElement): boolean {
  return tagName === "main" || tagName === "article" || properties.role === "main";
}

const surroundings = new Set(["nav", "aside", "form", "menu"]);
const surroundingRoles = new Set(
  "navigation banner contentinfo search complementary dialog alertdialog menu menubar".split(" "),
);
/** Words of classes and ids by which sites name what is no content. */
const surroundingNames =
  /^(?:cookies?|cookie-?(?:banner|consent|notice)|breadcrumbs?|site-(?:header|footer|nav)|skip-?(?:link|to-content)|share-?(?:buttons|links)|social-?(?:share|links)|newsletter(?:-signup)?)$/i;

function dropSurroundings(body: HtmlElement): void {
  const open: { element: HtmlElement; inMain: boolean }[] = [{ element: body, inMain: false }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { element, inMain } = next;
    element.children = element.children.filter(
      (child) => child.type !== "element" || !isSurrounding(child, inMain),
    );
    for (const child of element.children)
      if (child.type === "element") open.push({ element: child, inMain: inMain || isMain(child) });
  }
}

/** A header or footer of the site, not of an article. */
function isSurrounding(element: HtmlElement, inMain: boolean): boolean {
  const { tagName, properties } = element;
  if (surroundings.has(tagName) || surroundingRoles.has(String(properties.role ?? ""))) return true;
  if (properties.hidden !== undefined && properties.hidden !== false) return true;
  if (String(properties.ariaHidden) === "true" || /display\s*:\s*none/i.test(String(properties.style ?? "")))
    return true;
  if (!inMain && (tagName === "header" || tagName === "footer"))
    return findElement(element, isMain) === undefined;
  const names = [...(Array.isArray(properties.className) ? properties.className : []), properties.id ?? ""];
  return names.some((name) => surroundingNames.test(String(name)));
}
