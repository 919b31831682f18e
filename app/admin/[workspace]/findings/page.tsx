import type { Metadata } from "next";
import { FindingsView } from "@/components/admin/findings-view.tsx";
import type { FindingList } from "@/lib/admin/upkeep/finding.ts";
import { findingsPath } from "@/lib/client/admin-paths.ts";
import { database } from "@/lib/wiring.ts";
import { requirePage } from "../../signed-in.ts";

export const metadata: Metadata = { title: "Upkeep" };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ about?: string | string[] }>;
};

const most = 1_000;

export default async function FindingsPage({ params, searchParams }: Props) {
  const { workspace: slug } = await params;
  const { workspace } = await requirePage({ slug, path: findingsPath(slug) });
  const about = (await searchParams).about === "stale" ? "stale" : "contradiction";
  const list = await database().call<FindingList>("list_findings", {
    ...{ p_workspace: workspace.id, p_about: about, p_state: "open", p_limit: most },
  });
  return (
    <FindingsView
      key={about}
      about={about}
      initial={list}
      staleAfterMonths={workspace.config.staleAfterMonths}
    />
  );
}
