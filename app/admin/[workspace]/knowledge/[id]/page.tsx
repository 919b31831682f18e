import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { DocumentView } from "@/components/admin/document-view.tsx";
import type { StoredDocument } from "@/lib/client/admin-knowledge.ts";
import { documentPath } from "@/lib/client/admin-paths.ts";
import { database } from "@/lib/wiring.ts";
import { requirePage } from "../../../signed-in.ts";

export const metadata: Metadata = { title: "Document" };

type Props = { params: Promise<{ workspace: string; id: string }> };

export default async function DocumentPage({ params }: Props) {
  const { workspace: slug, id } = await params;
  const { workspace } = await requirePage({ slug, path: documentPath(slug, { documentId: id }) });
  const document = z.guid().safeParse(id).success
    ? await database().call<StoredDocument | null>("read_document", {
        p_workspace: workspace.id,
        p_document: id,
      })
    : null;
  if (!document) notFound();
  return <DocumentView document={document} />;
}
