import type { Call } from "../db/call.ts";
import type { Claim, Settlement } from "./ingest-claim.ts";
import { type KeptValidators, type KnownValidators, readAs } from "./page-validators.ts";

export type KnownPage = {
  id: string;
  title: string;
  passages: number;
  sourceKey: string;
  validators: KeptValidators;
};

/** Pages that are stored already, and by what their sites can be asked whether they have changed. */
export type KnownPages = { validators: KnownValidators; at(url: string): KnownPage | undefined };

/**
 * The page of a source key, or all pages that came from the source that a job fetches. `tags` are those that they would be
 * given now. Throws DatabaseError.
 */
export async function knownPages(
  { workspaceId, ingestId, sourceTags }: Claim,
  { call, sourceKey = null, tags = [] }: { call: Call; sourceKey?: string | null; tags?: readonly string[] },
): Promise<KnownPages> {
  const stored = await call<KnownPage[]>("list_known_pages", {
    ...{ p_workspace: workspaceId, p_ingest: ingestId, p_source_key: sourceKey },
  });
  const asNow = readAs([...tags, ...sourceTags]);
  const pages = stored.filter(({ validators }) => validators.readAs === asNow);
  const byUrl = new Map(pages.map((page) => [page.validators.url, page]));
  return {
    validators: new Map(pages.map(({ validators }) => [validators.url, validators])),
    at: (url) => byUrl.get(url),
  };
}

/** How an item ends, or a page that came out of it, whose site says that it is as it was stored. */
export function unchanged(
  target: Pick<Settlement, "item" | "part" | "name">,
  { id, title, passages, sourceKey }: KnownPage,
): Settlement {
  return { ...target, state: "unchanged", change: "unchanged", documentId: id, title, passages, sourceKey };
}
