import { randomBytes } from "node:crypto";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath } from "@/lib/request-body.ts";
import { ownRequest } from "@/lib/visitor-request.ts";
import { database } from "@/lib/wiring.ts";

type Params = { id: string };

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ POST: share });

/** A link to read the conversation with, for whoever has it. */
async function share({ request, params }: Exchange<Params>): Promise<Response> {
  const id = idFromPath(params.id);
  const { owner } = await ownRequest(request);
  const { token } = await database().call<{ token: string | null }>("share_conversation", {
    ...owner,
    p_conversation: id,
    p_token: randomBytes(18).toString("base64url"),
  });
  if (!token) throw new AppError("not_found");
  return Response.json({ url: `/c/${token}` });
}
