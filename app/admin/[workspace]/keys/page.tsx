import type { Metadata } from "next";
import { KeysView } from "@/components/admin/keys-view.tsx";
import type { ApiKeySummary } from "@/lib/client/admin-keys.ts";
import { keysPath } from "@/lib/client/admin-paths.ts";
import { database } from "@/lib/wiring.ts";
import { requirePage } from "../../signed-in.ts";

export const metadata: Metadata = { title: "API keys" };

export default async function KeysPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const { operator, workspace } = await requirePage({ slug, path: keysPath(slug) });
  if (operator.role !== "owner") {
    return <p className="p-6">Only an owner of this workspace makes and revokes its keys.</p>;
  }
  const keys = await database().call<ApiKeySummary[]>("list_api_keys", { p_workspace: workspace.id });
  return <KeysView initialKeys={keys} />;
}
