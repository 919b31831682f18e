/** What an embedder reads of a passage: its place in the document gives its words their meaning. */
export function passageText(passage: {
  title: string;
  headingPath: readonly string[];
  content: string;
}): string {
  return [passage.title, ...passage.headingPath, passage.content].join("\n");
}
