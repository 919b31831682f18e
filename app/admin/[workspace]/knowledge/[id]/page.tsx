import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { DocumentUsesProvider } from "@/components/admin/document-uses.tsx";
import { DocumentView } from "@/components/admin/document-view.tsx";
import type { StoredDocument } from "@/lib/client/admin-knowledge.ts";
import { documentPath } from "@/lib/client/admin-paths.ts";
import { type DocumentUses, usesDays } from "@/lib/client/admin-uses.ts";
import { database } from "@/lib/wiring.ts";
import { requirePage } from "../../../signed-in.ts";

export const metadata: Metadata = { title: "Document" };

type Props = { params: Promise<{ workspace: string; id: string }> };

export default async function DocumentPage({ params }: Props) {
  const { workspace: slug, id } = await params;
  const { workspace } = await requirePage({ slug, path: documentPath(slug, { documentId: id }) });
  if (!z.guid().safeParse(id).success) notFound();
  const { call } = database();
  const [document, uses] = await Promise.all([
    call<StoredDocument | null>("read_document", { p_workspace: workspace.id, p_document: id }),
    call<DocumentUses>("list_document_uses", { p_workspace: workspace.id, p_days: usesDays }),
  ]);
  if (!document) notFound();
  return (
    <DocumentUsesProvider uses={uses}>
      <DocumentView document={document} />
    </DocumentUsesProvider>
  );
}
