import { z } from "zod";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { personId } from "@/lib/person-id.ts";
import { parseWith } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { callerWorkspace } from "../../caller-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: metrics });

/** A month. */
const mostHours = 744;

/** How the last hours went (`?hours=24&userId=`); who asked is for operators. */
async function metrics({ request }: Exchange): Promise<Response> {
  const { workspace, caller } = await callerWorkspace(request, "read");
  const query = new URL(request.url).searchParams;
  const hours = readHours(query.get("hours"));
  const asked = query.get("userId");
  const { userId } = parseWith(z.object({ userId: personId.nullable() }), { userId: asked });
  const to = Date.now();
  const { byUser, ...measured } = await database().call<Record<string, unknown>>("read_metrics", {
    p_workspace: workspace.id,
    p_from: new Date(to - hours * 60 * 60 * 1000),
    // What is being written while we ask belongs to it.
    p_to: new Date(to + 60_000),
    p_user: userId,
  });
  return Response.json(caller.by.kind !== "key" ? { ...measured, byUser } : measured, {
    headers: { "cache-control": "no-store" },
  });
}

function readHours(text: string | null): number {
  if (text === null) return 24;
  const hours = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (hours >= 1 && hours <= mostHours) return hours;
  throw new AppError("invalid_request", {
    message: `Must be a whole number from 1 to ${mostHours}.`,
    field: "hours",
  });
}
