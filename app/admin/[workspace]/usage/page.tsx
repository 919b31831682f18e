import type { Metadata } from "next";
import { Suspense } from "react";
import { ListSkeleton } from "@/components/admin/list-skeleton.tsx";
import { UsageView } from "@/components/admin/usage-view.tsx";
import { usagePath } from "@/lib/client/admin-paths.ts";
import { everyDay, periodOf, periodStart, type UsageReport } from "@/lib/client/admin-usage.ts";
import { database } from "@/lib/wiring.ts";
import { requirePage } from "../../signed-in.ts";

export const metadata: Metadata = { title: "Usage" };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ days?: string | string[] }>;
};

export default async function UsagePage({ params, searchParams }: Props) {
  const { workspace: slug } = await params;
  const { workspace } = await requirePage({ slug, path: usagePath(slug) });
  const days = periodOf((await searchParams).days);
  return (
    <Suspense key={days} fallback={<ListSkeleton label="Usage" />}>
      <Usage workspaceId={workspace.id} days={days} />
    </Suspense>
  );
}

async function Usage({ workspaceId, days }: { workspaceId: string; days: number }) {
  const now = Date.now();
  const from = periodStart(days, now);
  const report = await database().call<UsageReport>("read_usage_report", {
    p_workspace: workspaceId,
    p_from: from,
    p_to: new Date(now + 60_000),
  });
  return <UsageView report={report} days={everyDay(report.days, from, days)} />;
}
