import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { VersionsView } from "@/components/admin/versions-view.tsx";
import { diffTexts } from "@/lib/admin/versions/diff-texts.ts";
import type { DocumentVersion, VersionSummary } from "@/lib/admin/versions/version.ts";
import { versionsPath } from "@/lib/client/admin-paths.ts";
import { database } from "@/lib/wiring.ts";
import { requirePage } from "../../../../signed-in.ts";

export const metadata: Metadata = { title: "Versions" };

type Props = {
  params: Promise<{ workspace: string; id: string }>;
  searchParams: Promise<{ version?: string | string[] }>;
};

/** The version that is named, else the present one, with what changed in it since the one before. */
export default async function VersionsPage({ params, searchParams }: Props) {
  const { workspace: slug, id } = await params;
  const { workspace } = await requirePage({ slug, path: versionsPath(slug, { documentId: id }) });
  if (!z.guid().safeParse(id).success) notFound();
  const { call } = database();
  const document = { p_workspace: workspace.id, p_document: id };
  const versions = await call<VersionSummary[] | null>("list_document_versions", document);
  if (!versions) notFound();
  const named = Number((await searchParams).version);
  const at = Math.max(
    0,
    versions.findIndex(({ version }) => version === named),
  );
  const [shown, before] = await Promise.all(
    [versions[at], versions[at + 1]].map((one) =>
      one
        ? call<DocumentVersion | null>("read_document_version", { ...document, p_version: one.version })
        : null,
    ),
  );
  if (!shown) notFound();
  return (
    <VersionsView
      documentId={id}
      versions={versions}
      shown={shown.version}
      before={before?.version ?? null}
      diff={diffTexts(before?.content ?? shown.content, shown.content)}
    />
  );
}
