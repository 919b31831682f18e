/** Characters (code points) of one document's text, some 600 printed pages; more makes every page about it slow. */
export const longestText = 1_000_000;

/** What is said of a longer one, however it was handed in. */
export const tooLong = `This is more than the ${longestText.toLocaleString("en")} characters that one document may have. Split it into several.`;

export function isTooLong(text: string): boolean {
  if (text.length <= longestText) return false;
  let characters = 0;
  for (const _ of text) {
    characters += 1;
    if (characters > longestText) return true;
  }
  return false;
}
