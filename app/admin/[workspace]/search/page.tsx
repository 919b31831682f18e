import type { Metadata } from "next";
import { SearchPlayground } from "@/components/admin/search-playground.tsx";
import { modelName } from "@/lib/admin/rerank-search.ts";
import { countTags } from "@/lib/client/admin-find-documents.ts";
import type { DocumentSummary } from "@/lib/client/admin-knowledge.ts";
import { searchPath } from "@/lib/client/admin-paths.ts";
import { database, economyModelOf } from "@/lib/wiring.ts";
import { requirePage } from "../../signed-in.ts";

export const metadata: Metadata = { title: "Search" };

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<{ query?: string | string[] }> };

export default async function SearchPage({ params, searchParams }: Props) {
  const { workspace: slug } = await params;
  const { workspace } = await requirePage({ slug, path: searchPath(slug) });
  const { query } = await searchParams;
  const documents = await database().call<DocumentSummary[]>("list_documents", { p_workspace: workspace.id });
  const model = economyModelOf(workspace);
  return (
    <SearchPlayground
      personas={workspace.config.personas.map(({ id, name }) => ({ id, name }))}
      documents={documents.map(({ id, title }) => ({ id, title })).sort(byTitle)}
      tags={countTags(documents).map(({ tag }) => tag)}
      starters={workspace.config.starters}
      initialQuery={typeof query === "string" ? query : ""}
      reranking={{ model: model && modelName(model), on: workspace.config.rerank }}
      isEmpty={documents.length === 0}
    />
  );
}

function byTitle(one: { title: string }, other: { title: string }): number {
  return one.title.localeCompare(other.title);
}
