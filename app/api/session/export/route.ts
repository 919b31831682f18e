import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { ownRequest } from "@/lib/visitor-request.ts";
import { database } from "@/lib/wiring.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: takeAway });

/** All that is stored about the visitor, as a file. */
async function takeAway({ request }: Exchange): Promise<Response> {
  const { owner } = await ownRequest(request);
  const everything = await database().call<object | null>("export_visitor", owner);
  if (!everything) throw new AppError("not_found");
  return Response.json(everything, {
    headers: { "content-disposition": 'attachment; filename="my-data.json"', "cache-control": "no-store" },
  });
}
