type Quoted = {
  title: string;
  headingPath: readonly string[];
  /** The header of a table that the passage begins in the middle of. */
  context?: string | null;
  content: string;
  n?: number;
};

/**
 * A passage as a prompt quotes it: marked as data, with its number as a source and the place it is from. It cannot
 * close its own mark: its angle brackets before our tag's name are broken up. What this makes is what is counted
 * when a passage is indexed; without a number it is counted with one of two digits, the longest there is.
 */
export function quotedPassage({ title, headingPath, context, content, n = 10 }: Quoted): string {
  const path = [title, ...headingPath].join(" › ");
  return `<passage n="${n}" from=${JSON.stringify(unmark(path))}>\n${unmark(context ? `${context}\n${content}` : content)}\n</passage>`;
}

function unmark(text: string): string {
  // Most passages hold no angle bracket at all.
  return text.includes("<") ? text.replace(/<(\/?\s*passage)/giu, "‹$1") : text;
}
