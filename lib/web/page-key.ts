/** Parameters that say where a visitor came from, and nothing about the page. */
const tracking =
  /^(utm_\w+|gclid|gbraid|wbraid|dclid|fbclid|msclkid|yclid|twclid|ttclid|igshid|mc_cid|mc_eid|_hs\w+|_ga|_gl)$/i;

/** The address of a page without what does not belong to it: two spellings of one page have the same. */
export function pageKey(address: URL): string {
  const url = new URL(address);
  url.hash = "";
  const names = new Set([...url.searchParams.keys()].filter((name) => tracking.test(name)));
  for (const name of names) url.searchParams.delete(name);
  return url.href;
}
