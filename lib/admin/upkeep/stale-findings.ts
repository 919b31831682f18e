import { createHash } from "node:crypto";
import type { ClaimLanguage } from "../../knowledge/contradictions/claim-language.ts";
import { statedEnds } from "../../knowledge/stale/stated-ends.ts";
import { supersededTitles } from "../../knowledge/stale/superseded-titles.ts";
import type { FindingSide, NewFinding } from "./finding.ts";

export type DatedDocument = {
  documentId: string;
  title: string;
  url: string | null;
  writtenAt: string;
  /** When the address that it comes from was read last; null: it comes from none. */
  fetchedAt: string | null;
  /** Why another text could not take its place. */
  failure: string | null;
};

const dayMs = 24 * 60 * 60 * 1000;

/** Ends that a document states and that have passed. `now` in milliseconds since 1970. */
export function passedDates(
  { text, ...document }: DatedDocument & { text: string },
  { language, now }: { language: ClaimLanguage; now: number },
): NewFinding[] {
  const today = Math.floor(now / dayMs);
  return statedEnds(text, language)
    .filter(({ lastDay }) => lastDay < today)
    .map(({ excerpt, start, end, lastDay }) => {
      const value = new Date(lastDay * dayMs).toISOString().slice(0, 10);
      const first = { documentId: document.documentId, title: document.title, excerpt, start, end, value };
      return stale("date_passed", first, { key: excerpt });
    });
}

/** What can be said of documents without reading them. `months`: how long one may stay as it is. */
export function staleDocuments(
  documents: readonly DatedDocument[],
  { now, months }: { now: number; months: number },
): NewFinding[] {
  const superseded = supersededTitles(documents).map(({ older, newer, edition }) =>
    stale("superseded", whole(older, edition), {
      second: whole(newer, null),
      key: `${older.title}\n${newer.title}`,
    }),
  );
  const limit = new Date(now);
  limit.setUTCMonth(limit.getUTCMonth() - months);
  const isOld = (time: string) => Date.parse(time) < limit.getTime();
  const old = documents.flatMap((document) => {
    const { writtenAt, fetchedAt } = document;
    // Read again and found the same, it is as young as its source.
    if (fetchedAt !== null)
      return isOld(fetchedAt) ? [stale("not_refreshed", whole(document, fetchedAt), { key: fetchedAt })] : [];
    return isOld(writtenAt) ? [stale("unchanged", whole(document, writtenAt), { key: writtenAt })] : [];
  });
  const failed = documents.flatMap((document) => {
    const { failure } = document;
    return failure === null ? [] : [stale("source_failed", whole(document, failure), { key: failure })];
  });
  return [...superseded, ...failed, ...old];
}

function whole({ documentId, title }: DatedDocument, value: string | null): FindingSide {
  return { documentId, title, excerpt: "", start: 0, end: 0, value };
}

function stale(
  kind: Extract<NewFinding, { about: "stale" }>["kind"],
  first: FindingSide,
  { second = null, key }: { second?: FindingSide | null; key: string },
): NewFinding {
  const fingerprint = fingerprintOf(["stale", kind, first.documentId, key]);
  return { about: "stale", kind, confidence: 1, first, second, fingerprint };
}

export function fingerprintOf(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
