import { dailyEnergy } from "@/lib/ai/energy.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { personId } from "@/lib/person-id.ts";
import { readJson } from "@/lib/request-body.ts";
import { runtime } from "@/lib/runtime.ts";
import { forgetTier } from "@/lib/turn-limit.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../../operator-workspace.ts";
import { personChangeSchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<{ id: string }>({
  GET: read,
  PATCH: change,
});

/** A visitor, or whoever a caller named: tier, balance, what was spent. */
async function read({ request, params }: Exchange<{ id: string }>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  return personResponse(
    await database().call("read_person", {
      p_workspace: workspace.id,
      p_user: personFromPath(params.id),
      p_tier: runtime().settings.DEFAULT_TIER,
      p_daily: dailyEnergy(workspace.config),
    }),
  );
}

/** Another tier counts from now on, with the difference of today's allowance. */
async function change({ request, params }: Exchange<{ id: string }>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const { tier, energyTopUp } = await readJson(request, personChangeSchema);
  const person = personFromPath(params.id);
  const changed = await database().call("change_person", {
    p_workspace: workspace.id,
    p_user: person,
    p_tier: tier ?? null,
    p_top_up: energyTopUp ?? null,
    p_default_tier: runtime().settings.DEFAULT_TIER,
    p_daily: dailyEnergy(workspace.config),
  });
  // Their turns a minute are counted by the new one from the next turn on.
  if (tier !== undefined) forgetTier({ workspaceId: workspace.id, visitorId: person });
  return personResponse(changed);
}

function personResponse(person: unknown): Response {
  if (!person) throw new AppError("not_found", { message: "There is no such person." });
  return Response.json(person, { headers: { "cache-control": "no-store" } });
}

/** What names nobody is not there. */
function personFromPath(id: string): string {
  const parsed = personId.safeParse(id);
  if (!parsed.success) throw new AppError("not_found", { message: "There is no such person." });
  return parsed.data;
}
