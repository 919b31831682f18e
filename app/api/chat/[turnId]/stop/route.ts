import { z } from "zod";
import { isOwnTurn, type RunningTurn, stopTurn } from "../../../../../lib/ai/running-turns.ts";
import { turnKey } from "../../../../../lib/ai/turn-key.ts";
import { type Exchange, endpoint } from "../../../../../lib/endpoint.ts";
import { AppError } from "../../../../../lib/errors.ts";
import { runtime } from "../../../../../lib/runtime.ts";
import { readVisitor, type VisitorCookie } from "../../../../../lib/session.ts";
import { ownerArguments, requestedWorkspace } from "../../../../../lib/visitor-request.ts";
import { database, sharedTurns, turnLine } from "../../../../../lib/wiring.ts";
import { nameInLine } from "../../name-in-line.ts";
import { runningTurnOfSent } from "../../running-keys.ts";

type Params = { turnId: string };
type Owner = {
  workspace: Awaited<ReturnType<typeof requestedWorkspace>>;
  visitor: VisitorCookie | undefined;
};

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ POST: stop });

/** How long the end of a turn is waited for that runs on another instance, and how often it is looked for. */
const longestStopMs = 3_000;
const lookMs = 40;

/**
 * Ends the visitor's running turn. The partial answer is kept and marked; a turn that has ended stays as it is. Until
 * a turn has shown something its sender does not know its id: the idempotency key of the request takes its place.
 */
async function stop({ request, params }: Exchange<Params>): Promise<Response> {
  const workspace = await requestedWorkspace(request);
  const visitor = await readVisitor(request, workspace.config.slug);
  const owner = { workspace, visitor };
  const isId = z.guid().safeParse(params.turnId).success;
  const found = isId ? await byId(params.turnId.toLowerCase(), owner) : await byKey(params.turnId, owner);
  if (typeof found === "object") return stopHere(found, owner);
  return stopElsewhere(found, owner);
}

async function byId(turnId: string, { workspace, visitor }: Owner): Promise<RunningTurn | string> {
  if (!visitor) throw new AppError("not_found");
  const answering = await turnLine().answering(turnId);
  const turn = runtime().running.get(answering);
  if (!turn) return answering;
  if (!isOwnTurn(turn, { workspaceId: workspace.id, visitor })) throw new AppError("not_found");
  return turn;
}

/** Somebody without a cookie is known by a key that is long and random. */
async function byKey(sent: string, { workspace, visitor }: Owner): Promise<RunningTurn | string> {
  const owner = { workspaceId: workspace.id, visitorId: visitor?.visitorId };
  const key = turnKey(sent, {});
  const turn = runningTurnOfSent(owner, key) ?? runningTurnOfSent({ ...owner, visitorId: undefined }, key);
  if (turn) return turn;
  const stored =
    visitor &&
    (await database().call<{ turnId: string } | null>("find_turn_of_key", {
      ...ownerArguments(workspace, visitor),
      p_key: key.key,
    }));
  if (!stored) throw new AppError("not_found");
  return stored.turnId;
}

async function stopHere(turn: RunningTurn, { workspace }: Owner): Promise<Response> {
  stopTurn(turn, "visitor");
  await turn.finished;
  const owner = turn.visitor;
  // Stopped while it waited, it was never begun and nothing of it is stored.
  const status = owner ? await storedStatus({ workspace, visitor: owner }, turn.turnId) : "stopped";
  if (!status) throw new AppError("not_found");
  return Response.json({ turnId: turn.turnId, status });
}

async function stopElsewhere(turnId: string, { workspace, visitor }: Owner): Promise<Response> {
  if (!visitor) throw new AppError("not_found");
  const owner = { workspace, visitor };
  const person = nameInLine({ workspaceId: workspace.id, visitorId: visitor.visitorId });
  const look = async () => {
    const stands = await turnLine().stands(person, turnId);
    return (await storedStatus(owner, turnId)) ?? (stands ? "running" : undefined);
  };
  let status = await look();
  if (!status) throw new AppError("not_found");
  const until = Date.now() + longestStopMs;
  while (status === "running" && Date.now() < until) {
    const others = sharedTurns();
    if (!others) break;
    // Said again until it is done: whoever runs it may have been out of hearing.
    await others.stop(turnId);
    await new Promise((done) => setTimeout(done, lookMs));
    // Stopped while it waited, nothing of it is stored.
    status = (await look()) ?? "stopped";
  }
  return Response.json({ turnId, status });
}

/** Undefined where nothing of it is stored. */
async function storedStatus(
  {
    workspace,
    visitor,
  }: { workspace: Owner["workspace"]; visitor: Pick<VisitorCookie, "visitorId" | "version"> },
  turnId: string,
): Promise<string | undefined> {
  const turn = await database().call<{ status: string } | null>("read_turn", {
    ...ownerArguments(workspace, visitor),
    p_turn: turnId,
  });
  return turn?.status;
}
