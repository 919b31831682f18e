import type { Metadata } from "next";
import { PeopleView } from "@/components/admin/people-view.tsx";
import { dailyEnergy } from "@/lib/ai/energy.ts";
import { peoplePath } from "@/lib/client/admin-paths.ts";
import type { Person } from "@/lib/client/admin-people.ts";
import { periodStart, type UsageRow } from "@/lib/client/admin-usage.ts";
import { personId } from "@/lib/person-id.ts";
import { runtime } from "@/lib/runtime.ts";
import { database } from "@/lib/wiring.ts";
import { requirePage } from "../../signed-in.ts";

export const metadata: Metadata = { title: "People" };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ id?: string | string[] }>;
};

const daysShown = 30;
const mostShown = 50;

/** Whoever used models lately, and one of them: what they have, and a way to give them more. */
export default async function PeoplePage({ params, searchParams }: Props) {
  const { workspace: slug } = await params;
  const asked = personId.safeParse((await searchParams).id);
  const id = asked.success ? asked.data : undefined;
  const { workspace } = await requirePage({ slug, path: peoplePath(slug, id) });
  const { call } = database();
  const now = Date.now();
  const [rows, person] = await Promise.all([
    call<UsageRow[]>("read_usage", {
      p_workspace: workspace.id,
      p_from: periodStart(daysShown, now),
      p_to: new Date(now + 60_000),
      p_group: "user",
    }),
    id === undefined
      ? null
      : call<Person | null>("read_person", {
          p_workspace: workspace.id,
          p_user: id,
          p_tier: runtime().settings.DEFAULT_TIER,
          p_daily: dailyEnergy(workspace.config),
        }),
  ]);
  const people = rows.filter(({ key }) => key !== "").sort((a, b) => b.cost_usd - a.cost_usd);
  return <PeopleView key={id} id={id} person={person} people={people.slice(0, mostShown)} />;
}
