import { rebuildEvents, type StoredReply } from "../../../lib/ai/frame-plan.ts";
import { endTurn, isOwnTurn, type RunningTurn, silentTurn, tellTurn } from "../../../lib/ai/running-turns.ts";
import type { LoadedWorkspace } from "../../../lib/ai/turn-deps.ts";
import { AppError } from "../../../lib/errors.ts";
import { runtime } from "../../../lib/runtime.ts";
import type { VisitorCookie } from "../../../lib/session.ts";
import { ownerArguments } from "../../../lib/visitor-request.ts";
import { database, sharedTurns, turnLine } from "../../../lib/wiring.ts";
import { nameInLine } from "./name-in-line.ts";

type Owner = { workspace: LoadedWorkspace; visitor: Pick<VisitorCookie, "visitorId" | "version"> };

/** How often a turn is looked for that stands in line on another instance and has not opened. */
const openingLookMs = 50;
/** How often a turn is looked at that runs where we cannot listen, and for how long at most. */
const lookMs = 500;
const longestFollowMs = 5 * 60 * 1000;

/**
 * A visitor's turn, to read from its beginning or from anywhere: the running one of this process or, through Redis, of
 * another; else as it is stored. One that stands in the visitor's line elsewhere and has not opened is waited for.
 * Reading ends with `signal`. Throws `not_found` for what is not theirs.
 */
export async function findTurn(
  turnId: string,
  { workspace, visitor }: Owner,
  signal: AbortSignal,
): Promise<RunningTurn> {
  const owner = { workspaceId: workspace.id, visitor };
  const person = nameInLine({ workspaceId: workspace.id, visitorId: visitor.visitorId });
  for (let isLeft = false; ; ) {
    const answeringId = await turnLine().answering(turnId);
    const running = runtime().running.get(answeringId) ?? (await sharedTurns()?.follow(answeringId, signal));
    if (running && !isOwnTurn(running, owner)) throw new AppError("not_found");
    const found = running ?? (await readStored(answeringId, { workspace, visitor }, signal));
    if (found) return found;
    // It may open and end between two looks: what has left the line is looked for once more.
    if (isLeft || signal.aborted) throw new AppError("not_found");
    isLeft = !(await turnLine().stands(person, answeringId));
    if (!isLeft) await new Promise((done) => setTimeout(done, openingLookMs));
  }
}

async function readStored(
  turnId: string,
  { workspace, visitor }: Owner,
  signal: AbortSignal,
): Promise<RunningTurn | undefined> {
  const read = () =>
    database().call<StoredReply | null>("replay_turn", {
      ...ownerArguments(workspace, visitor),
      p_turn: turnId,
    });
  const stored = await read();
  if (!stored) return undefined;
  const turn = silentTurn(turnId, workspace.id);
  if (stored.status === "running") void waitForEnd(turn, read, signal);
  else tellStored(turn, stored);
  return turn;
}

/** On another instance, and no Redis to hear of it: looked at until it has ended, then told at once. */
async function waitForEnd(
  turn: RunningTurn,
  read: () => Promise<StoredReply | null>,
  signal: AbortSignal,
): Promise<void> {
  const until = Date.now() + longestFollowMs;
  while (!signal.aborted && Date.now() < until) {
    await new Promise((done) => setTimeout(done, lookMs));
    const stored = await read().catch(() => undefined);
    if (stored && stored.status !== "running") return tellStored(turn, stored);
    if (stored === null) break;
  }
  turn.lost = true;
  turn.failure = new AppError("not_found");
  endTurn(turn);
}

function tellStored(turn: RunningTurn, stored: StoredReply): void {
  for (const event of rebuildEvents(stored)) tellTurn(turn, event);
  // What failed before anything was shown is an HTTP status, the second time too.
  if (stored.status === "failed" && !turn.shown) {
    turn.failure = new AppError(stored.error?.code ?? "internal", stored.error ?? {});
  }
  endTurn(turn);
}
