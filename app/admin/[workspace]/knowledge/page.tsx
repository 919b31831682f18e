import type { Metadata } from "next";
import { Suspense } from "react";
import { DocumentUsesProvider } from "@/components/admin/document-uses.tsx";
import { KnowledgeView } from "@/components/admin/knowledge-view.tsx";
import { ListSkeleton } from "@/components/admin/list-skeleton.tsx";
import type { IngestList } from "@/lib/client/admin-ingests.ts";
import type { DocumentSummary } from "@/lib/client/admin-knowledge.ts";
import { knowledgePath } from "@/lib/client/admin-paths.ts";
import { type DocumentUses, usesDays } from "@/lib/client/admin-uses.ts";
import { readers } from "@/lib/knowledge/read-document/readers.ts";
import { database } from "@/lib/wiring.ts";
import { requirePage } from "../../signed-in.ts";

export const metadata: Metadata = { title: "Knowledge" };

const shownJobs = 20;
const fileEndings = readers.flatMap(({ endings }) => endings);

type Props = { params: Promise<{ workspace: string }> };

export default async function KnowledgePage({ params }: Props) {
  const { workspace: slug } = await params;
  const { workspace } = await requirePage({ slug, path: knowledgePath(slug) });
  return (
    <Suspense fallback={<ListSkeleton label="Knowledge" />}>
      <Documents workspaceId={workspace.id} />
    </Suspense>
  );
}

async function Documents({ workspaceId }: { workspaceId: string }) {
  const { call } = database();
  const [documents, ingests, uses] = await Promise.all([
    call<DocumentSummary[]>("list_documents", { p_workspace: workspaceId }),
    call<IngestList>("list_ingests", { p_workspace: workspaceId, p_limit: shownJobs }),
    call<DocumentUses>("list_document_uses", { p_workspace: workspaceId, p_days: usesDays }),
  ]);
  return (
    <DocumentUsesProvider uses={uses}>
      <KnowledgeView initial={documents} initialIngests={ingests} fileEndings={fileEndings} />
    </DocumentUsesProvider>
  );
}
