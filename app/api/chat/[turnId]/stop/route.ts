import { stopTurn } from "@/lib/ai/running-turns.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath } from "@/lib/request-body.ts";
import { runtime } from "@/lib/runtime.ts";
import { ownRequest } from "@/lib/visitor-request.ts";
import { database } from "@/lib/wiring.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<{ turnId: string }>({ POST: stop });

/** Ends the visitor's running turn. The partial answer is kept and marked; a turn that has ended stays as it is. */
async function stop({ request, params }: Exchange<{ turnId: string }>): Promise<Response> {
  const turnId = idFromPath(params.turnId);
  const { workspace, visitor, owner } = await ownRequest(request);
  const turn = runtime().running.get(turnId);
  if (!turn) return Response.json({ turnId, status: await endedStatus(owner, turnId) });
  if (turn.workspaceId !== workspace.id || turn.visitor?.visitorId !== visitor.visitorId)
    throw new AppError("not_found");
  stopTurn(turn, "visitor");
  await turn.finished;
  return Response.json({ turnId, status: await endedStatus(owner, turnId) });
}

async function endedStatus(owner: object, turnId: string): Promise<string> {
  const turn = await database().call<{ status: string } | null>("read_turn", { ...owner, p_turn: turnId });
  if (!turn) throw new AppError("not_found");
  return turn.status;
}
