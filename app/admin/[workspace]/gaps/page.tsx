import type { Metadata } from "next";
import { Suspense } from "react";
import { GapsView } from "@/components/admin/gaps-view.tsx";
import { ListSkeleton } from "@/components/admin/list-skeleton.tsx";
import { listGaps } from "@/lib/admin/gaps.ts";
import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import { gapsPath } from "@/lib/client/admin-paths.ts";
import { runtime } from "@/lib/runtime.ts";
import { database, embedderFor, isOffline } from "@/lib/wiring.ts";
import { requirePage } from "../../signed-in.ts";

export const metadata: Metadata = { title: "Unanswered questions" };

export default async function GapsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const { workspace } = await requirePage({ slug, path: gapsPath(slug) });
  return (
    <Suspense fallback={<ListSkeleton label="Unanswered questions" />}>
      <Gaps workspace={workspace} />
    </Suspense>
  );
}

async function Gaps({ workspace }: { workspace: LoadedWorkspace }) {
  const embedder = embedderFor(workspace.config);
  const { log } = runtime();
  const list = await listGaps("open", {
    workspace,
    call: database().call,
    embedder,
    isOffline: isOffline(workspace.config),
    log,
  });
  return <GapsView initial={list} />;
}
