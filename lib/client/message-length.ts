/** A message is 1 to this many Unicode code points, counted after trimming. */
export const longestMessage = 4000;

export function countCharacters(message: string): number {
  return Array.from(message.trim()).length;
}
