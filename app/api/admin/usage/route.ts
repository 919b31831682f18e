import { readPeriod } from "@/lib/admin/read-period.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { database } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../operator-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: usage });

const groups = ["model", "action", "user", "day"];

/** What was used in a period (`?from&to&groupBy=`), by model unless asked otherwise. */
async function usage({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const query = new URL(request.url).searchParams;
  const groupBy = query.get("groupBy") ?? "model";
  if (!groups.includes(groupBy)) {
    throw new AppError("invalid_request", {
      message: `Must be one of ${groups.join(", ")}.`,
      field: "groupBy",
    });
  }
  const { from, to } = readPeriod(query, Date.now());
  const rows = await database().call("read_usage", {
    p_workspace: workspace.id,
    p_from: from,
    p_to: to,
    p_group: groupBy,
  });
  return Response.json({ rows, from, to, groupBy }, { headers: { "cache-control": "no-store" } });
}
