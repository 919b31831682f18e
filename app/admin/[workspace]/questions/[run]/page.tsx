import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { RunView } from "@/components/admin/run-view.tsx";
import { compareRuns, type JudgedRun, type ReadRun } from "@/lib/admin/judged/compare-runs.ts";
import { runPath } from "@/lib/client/admin-paths.ts";
import { database } from "@/lib/wiring.ts";
import { requirePage } from "../../../signed-in.ts";

export const metadata: Metadata = { title: "A run of the judged questions" };

type Props = {
  params: Promise<{ workspace: string; run: string }>;
  searchParams: Promise<{ against?: string | string[] }>;
};

/** A run beside the one that is named, else beside the last whole one before it. */
export default async function RunPage({ params, searchParams }: Props) {
  const { workspace: slug, run: id } = await params;
  const { workspace } = await requirePage({ slug, path: runPath(slug, { run: id }) });
  const { call } = database();
  const read = (p_run: string | undefined) =>
    z.guid().safeParse(p_run).success && p_run !== undefined
      ? call<ReadRun | null>("read_judged_run", { p_workspace: workspace.id, p_run })
      : null;
  const [run, runs] = await Promise.all([
    read(id),
    call<JudgedRun[]>("list_judged_runs", { p_workspace: workspace.id }),
  ]);
  if (!run) notFound();
  const others = runs.filter((one) => one.status === "done" && one.id !== run.id);
  const { against } = await searchParams;
  const named =
    others.find((one) => one.id === against) ?? others.find((one) => one.startedAt < run.startedAt);
  const before = await read(named?.id);
  return (
    <RunView
      key={run.id}
      run={run}
      others={others}
      before={before}
      comparison={before && compareRuns(before, run)}
    />
  );
}
