import type { Source } from "@/lib/ai/chat-event.ts";
import { gapRecord } from "@/lib/ai/gap.ts";
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
  const rated = await database().call<Rated>("write_feedback", {
    ...owner,
    p_turn: turnId,
    p_rating: rating,
    p_comment: comment ?? null,
  });
  if (!rated.found) throw new AppError("not_found");
  await noteForOperators({ workspaceId: owner.p_workspace, turnId, rating }, rated);
  return Response.json({ turnId, rating });
}

type Rated = { found: boolean; message?: string; source?: Source | null };

/** A poor answer leaves its question to be answered better; whoever thinks better of it takes that back. */
async function noteForOperators(
  { workspaceId, turnId, rating }: { workspaceId: string; turnId: string; rating: 1 | -1 },
  { message = "", source }: Rated,
): Promise<void> {
  const turn = { p_workspace: workspaceId, p_turn: turnId };
  if (rating === 1) return void (await database().call("forget_rated_gap", turn));
  const nearest = source
    ? {
        documentId: source.documentId,
        passageId: source.passageId,
        title: source.title,
        excerpt: source.excerpt,
      }
    : null;
  const gap = gapRecord({ question: message, why: "rated_down", nearest }, { vector: undefined, model: "" });
  if (gap.key !== "") await database().call("record_gap", { ...turn, p_gap: gap });
}
