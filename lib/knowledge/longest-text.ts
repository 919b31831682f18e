/**
 * Characters of one document's text, some 600 printed pages. Its words are indexed in one step, and the embedded
 * database does nothing else meanwhile: at this length for some two seconds.
 */
export const longestText = 1_000_000;
