import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { readJson } from "@/lib/request-body.ts";
import { clearKept, database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../../admin/operator-workspace.ts";
import { personSchema } from "../../person-schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ POST: clear });

/**
 * Forgets answers that would be given again: all of the workspace's, or those that a person's turns left. Without a
 * person also what this process keeps in memory (the workspace's configuration, question vectors). `removed` counts
 * answers, configurations and vectors.
 */
async function clear({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const { userId } = await readJson(request, personSchema);
  const answers = await database().call<number>("clear_cached_answers", {
    p_workspace: workspace.id,
    p_person: userId ?? null,
  });
  const kept = userId === undefined ? clearKept(workspace.config.slug) : 0;
  return Response.json({ removed: answers + kept }, { headers: { "cache-control": "no-store" } });
}
