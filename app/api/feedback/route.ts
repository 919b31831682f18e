import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { readJson } from "@/lib/request-body.ts";
import { ownRequest } from "@/lib/visitor-request.ts";
import { database } from "@/lib/wiring.ts";
import { feedbackSchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ POST: rate });

/** What the visitor thinks of a turn of theirs; a second word replaces the first. */
async function rate({ request }: Exchange): Promise<Response> {
  const { turnId, rating, comment } = await readJson(request, feedbackSchema);
  const { owner } = await ownRequest(request);
  const { found } = await database().call<{ found: boolean }>("write_feedback", {
    ...owner,
    p_turn: turnId,
    p_rating: rating,
    p_comment: comment ?? null,
  });
  if (!found) throw new AppError("not_found");
  return Response.json({ turnId, rating });
}
