import type { RunningTurn } from "../../../lib/ai/running-turns.ts";
import type { LoadedWorkspace } from "../../../lib/ai/turn-deps.ts";
import { type VisitorCookie, writeVisitor } from "../../../lib/session.ts";

type Keeping = { workspace: LoadedWorkspace; before: VisitorCookie | undefined; turn: RunningTurn };

/** Sealed while the model is asked. Whoever awaits it hears of a failure. */
export function sealEarly(request: Request, keeping: Keeping): void {
  const sealing = sealVisitor(request, keeping);
  sealing.catch(() => undefined);
  sealed.set(keeping.turn, sealing);
}

const sealed = new WeakMap<RunningTurn, Promise<Headers>>();

/** The cookie goes out before the stream opens. One who joins a turn gets the same. */
export async function keepVisitor(request: Request, keeping: Keeping): Promise<Headers> {
  return new Headers(await (sealed.get(keeping.turn) ?? sealVisitor(request, keeping)));
}

/** Only for a new visitor or conversation: sealing is dear. */
async function sealVisitor(request: Request, { workspace, before, turn }: Keeping): Promise<Headers> {
  const headers = new Headers();
  const now = turn.visitor;
  if (!now || (now.visitorId === before?.visitorId && now.conversationId === before.conversationId)) {
    return headers;
  }
  await writeVisitor(request, headers, { workspaceSlug: workspace.config.slug, visitor: now });
  return headers;
}
