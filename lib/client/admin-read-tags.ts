/** Tags as a person types them, between commas: trimmed, each once, in their order. */
export function readTags(text: string): string[] {
  const tags = text.split(",").map((tag) => tag.trim());
  return [...new Set(tags)].filter(Boolean);
}
