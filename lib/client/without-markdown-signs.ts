/** Words of a Markdown text for where they are not set as Markdown: without the signs of headings, items, emphasis, tables. */
export function withoutMarkdownSigns(text: string): string {
  return text
    .replace(/(^|\n)[ \t]*(?:#{1,6}|[-*+]|>)[ \t]+/g, "$1")
    .replace(/\*\*|`/g, "")
    .replace(/\|/g, " ");
}
