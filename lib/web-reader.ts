import type { WebReader } from "./knowledge/read-item.ts";
import { collectWebSource } from "./web/collect-web-source.ts";
import { fetchWebFile } from "./web/fetch-web-file.ts";

/** How what is handed in by its address is fetched. `allowPrivate`: hosts of our own network that may be read. */
export function webReader(allowPrivate: readonly string[]): WebReader {
  return {
    fetchPage: (url, { signal }) => fetchWebFile(url, { signal, allowPrivate }),
    collectSite: (url, { signal }) => collectWebSource({ url, kind: "sitemap" }, { signal, allowPrivate }),
  };
}
