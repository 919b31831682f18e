import { AppError } from "@/lib/errors.ts";
import type { BevGeniePage } from "@/lib/pages/page-spec.ts";
import type { OwnerArguments } from "@/lib/visitor-request.ts";
import { database } from "@/lib/wiring.ts";

export type OwnPage = {
  id: string;
  version: number;
  page: BevGeniePage;
  createdAt: string;
  updatedAt: string;
  expiresAt: string | null;
  withdrawn: boolean;
  hasPassword: boolean;
};

/** A page of the visitor's own. Throws `not_found` for anybody else's. */
export async function readOwnPage(owner: OwnerArguments, pageId: string): Promise<OwnPage> {
  const page = await database().call<OwnPage | null>("read_own_page", { ...owner, p_page: pageId });
  if (!page) throw new AppError("not_found");
  return page;
}

/** Adds a version to a page. Throws `conflict` when another one was added since `page` was read. */
export async function addPageVersion(
  owner: OwnerArguments,
  { page, spec }: { page: OwnPage; spec: BevGeniePage },
): Promise<number> {
  const written = await database().call<{ found: boolean; conflict?: boolean; version?: number }>(
    "write_page_version",
    {
      ...owner,
      p_page: page.id,
      p_from_version: page.version,
      p_spec: spec,
    },
  );
  if (!written.found) throw new AppError("not_found");
  if (written.conflict || written.version === undefined) throw new AppError("conflict");
  return written.version;
}
