import type { FindingList } from "@/lib/admin/upkeep/finding.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { parseWith } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../operator-workspace.ts";
import { findingsQuerySchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: list });

/** More than a scan stores of either. */
const most = 1_000;

/** What the last scan found to contradict, or to be out of date, in one state. */
async function list({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const asked = new URL(request.url).searchParams;
  const { about, state } = parseWith(findingsQuerySchema, {
    about: asked.get("about") ?? undefined,
    state: asked.get("state") ?? undefined,
  });
  const found = await database().call<FindingList>("list_findings", {
    p_workspace: workspace.id,
    p_about: about,
    p_state: state,
    p_limit: most,
  });
  return Response.json(found, { headers: { "cache-control": "no-store" } });
}
