import { type Ingest, isUnderWay, summariseIngest } from "./admin-ingests.ts";

/** An address that documents are fetched from, as the admin API tells of it. */
export type Source = {
  id: string;
  kind: "page" | "sitemap";
  url: string;
  tags: string[];
  createdAt: string;
  /** How many of the workspace's documents came from there. */
  documents: number;
  /** Its newest job. */
  ingest: Omit<Ingest, "entries"> | null;
};

/** How a source stands, in words. */
export function stateOfSource({ documents, ingest }: Pick<Source, "documents" | "ingest">): string {
  if (ingest && isUnderWay(ingest)) {
    return Object.keys(ingest.counts).length === 0
      ? "Looking for pages…"
      : `Fetching: ${summariseIngest(ingest)}`;
  }
  const held = documents === 1 ? "1 document" : `${documents} documents`;
  const failed = ingest?.counts.failed ?? 0;
  return failed > 0 ? `${held}; ${failed === 1 ? "1 page" : `${failed} pages`} could not be read` : held;
}
