import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath } from "@/lib/request-body.ts";
import { ownRequest } from "@/lib/visitor-request.ts";
import { database } from "@/lib/wiring.ts";

type Params = { id: string };

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ GET: list });

/** The page's versions, newest first, and which one is shown. */
async function list({ request, params }: Exchange<Params>): Promise<Response> {
  const { owner } = await ownRequest(request);
  const versions = await database().call<object | null>("list_page_versions", {
    ...owner,
    p_page: idFromPath(params.id),
  });
  if (!versions) throw new AppError("not_found");
  return Response.json(versions, { headers: { "cache-control": "no-store" } });
}
