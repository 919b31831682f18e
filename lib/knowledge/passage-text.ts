/** What an embedder reads of a passage: its place in the document gives its words their meaning. */
export function passageText(passage: {
  title: string;
  headingPath: readonly string[];
  /** The header of a table that the passage begins in the middle of. */
  context?: string | null;
  content: string;
}): string {
  const { title, headingPath, context, content } = passage;
  return [title, ...headingPath, ...(context ? [context] : []), content].join("\n");
}
