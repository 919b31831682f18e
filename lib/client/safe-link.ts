/** The address of a link in an answer, or undefined when it is none we open: http(s), mailto, or a path of ours. */
export function safeLink(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  if (/^\/(?![/\\])/.test(address)) return address;
  if (!URL.canParse(address)) return undefined;
  const { protocol } = new URL(address);
  return ["http:", "https:", "mailto:"].includes(protocol) ? address : undefined;
}
