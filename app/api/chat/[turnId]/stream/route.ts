import { streamTurn, untilShown } from "../../../../../lib/ai/running-turns.ts";
import { type Exchange, endpoint } from "../../../../../lib/endpoint.ts";
import { idFromPath } from "../../../../../lib/request-body.ts";
import { streamHeaders } from "../../../../../lib/sse.ts";
import { ownRequest } from "../../../../../lib/visitor-request.ts";
import { findTurn } from "../../find-turn.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<{ turnId: string }>({
  GET: resume,
});

/** A turn's frames after the one that `Last-Event-ID` names, running or finished, under the ids they first had. */
async function resume({ request, params }: Exchange<{ turnId: string }>): Promise<Response> {
  const turnId = idFromPath(params.turnId);
  const { workspace, visitor } = await ownRequest(request);
  const turn = await findTurn(turnId, { workspace, visitor }, request.signal);
  await untilShown(turn);
  if (turn.failure !== undefined) throw turn.failure;
  return streamTurn(turn, new Headers(streamHeaders), { after: lastEventId(request) });
}

/** What is no id of ours is no id: the reader gets everything. */
function lastEventId(request: Request): number {
  const given = request.headers.get("last-event-id") ?? "";
  return /^\d{1,9}$/.test(given) ? Number(given) : 0;
}
