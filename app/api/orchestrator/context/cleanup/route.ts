import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { readJson } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../../admin/operator-workspace.ts";
import { personSchema } from "../../person-schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ POST: cleanUp });

/** A conversation that rested longer is not likely to be taken up; when it is, it is summarised again. */
const restedDays = 30;

/**
 * Removes what is no longer of use: answers whose time is over, summaries of conversations that rested for 30 days,
 * and the records of what turns' prompts were made of after as long. What was said stays. `removed` counts all three.
 */
async function cleanUp({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const { userId } = await readJson(request, personSchema);
  const removed = await database().call<number>("clean_up_context", {
    p_workspace: workspace.id,
    p_person: userId ?? null,
    p_days: restedDays,
  });
  return Response.json({ removed }, { headers: { "cache-control": "no-store" } });
}
