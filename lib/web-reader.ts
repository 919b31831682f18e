import type { WebReader } from "./knowledge/read-item.ts";
import { collectWebSource } from "./web/collect-web-source.ts";
import { fetchWebFile } from "./web/fetch-web-file.ts";

/** How what is handed in by its address is fetched. `allowPrivate`: hosts of our own network that may be read. */
export function webReader(allowPrivate: readonly string[]): WebReader {
  return {
    fetchPage: (url, options) => fetchWebFile(url, { ...options, allowPrivate }),
    collectSite: (url, options) => collectWebSource({ url, kind: "sitemap" }, { ...options, allowPrivate }),
  };
}
