import type { TurnVisitor } from "../../../lib/ai/running-turns.ts";
import type { TurnRequest } from "../../../lib/ai/turn.ts";
import type { LoadedWorkspace } from "../../../lib/ai/turn-deps.ts";
import { type FirstTurn, keyConflict, RepeatedTurn } from "../../../lib/ai/turn-key.ts";
import type { Place } from "../../../lib/ai/turn-queue.ts";
import { admitNewVisitor, reserveNewVisitor } from "../../../lib/new-visitor-limit.ts";
import {
  type Allowance,
  countFirstTurn,
  forgetTier,
  isRemembered,
  rememberTier,
  spendTurn,
} from "../../../lib/turn-limit.ts";
import { ownerArguments } from "../../../lib/visitor-request.ts";
import { database, turnLine } from "../../../lib/wiring.ts";
import { nameInLine } from "./name-in-line.ts";

/** A turn that may run: what is asked in the end, and what to do when its visitor is known and when it is over. */
export type Admission = {
  asked: TurnRequest;
  allowance: Allowance | undefined;
  onVisitor(now: TurnVisitor, tier: string): void;
  leave(): void;
};

type Candidate = {
  asked: TurnRequest;
  workspace: LoadedWorkspace;
  address: string;
  signal: AbortSignal;
  /** Somebody still waits for the answer. */
  isRead: () => boolean;
};

/**
 * Before a turn costs anything: its person's limit, their address's limit where they may be new, and their place in
 * the queue. Throws `rate_limited`, what the queue refuses with, and RepeatedTurn.
 */
export async function admit(candidate: Candidate): Promise<Admission> {
  return candidate.asked.visitor ? admitKnown(candidate, candidate.asked.visitor) : admitNewcomer(candidate);
}

async function admitNewcomer({ asked, workspace, address }: Candidate): Promise<Admission> {
  await admitNewVisitor(address);
  const places: Pick<Place, "leave">[] = [];
  return {
    asked,
    allowance: undefined,
    onVisitor: ({ visitorId }, tier) => places.push(takeIn(workspace, { visitorId, tier, asked })),
    leave: () => leaveAll(places),
  };
}

async function admitKnown(
  { asked, workspace, address, signal, isRead }: Candidate,
  visitor: NonNullable<TurnRequest["visitor"]>,
): Promise<Admission> {
  const person = { workspaceId: workspace.id, visitorId: visitor.visitorId };
  const owner = ownerArguments(workspace, visitor);
  // Asked together, because with Redis each is a way there and back: what was taken is given back on a refusal.
  const spending = spendTurn(person, {
    tiers: workspace.config.tiers,
    readTier: async () => (await database().call<{ tier: string } | null>("visitor_tier", owner))?.tier,
  });
  const reserving = isRemembered(person) ? undefined : reserveNewVisitor(address);
  const entering = turnLine().enter(nameInLine(person), asked, {
    signal,
    isRead,
    // Nobody's words are joined to a message that is refused.
    beforeWaiting: async () => {
      await spending;
      await throwIfRepeated(asked, owner);
    },
  });
  const { allowance, reserved, place } = await admitted({ spending, reserving, entering });
  const places: Pick<Place, "leave">[] = [place];
  return {
    asked: {
      ...asked,
      message: place.message,
      keys: place.keys,
      ...(reserved && !reserved.isAdmitted && { refusesNewVisitor: true }),
    },
    allowance,
    onVisitor({ visitorId }, tier) {
      if (visitorId === visitor.visitorId) {
        rememberTier(person, tier);
        reserved?.giveBack();
        return;
      }
      // The cookie was of nobody any more.
      forgetTier(person);
      if (!reserved) void reserveNewVisitor(address);
      places.push(takeIn(workspace, { visitorId, tier, asked }));
    },
    leave: () => leaveAll(places),
  };
}

type Asking = {
  spending: Promise<Allowance>;
  reserving: ReturnType<typeof reserveNewVisitor> | undefined;
  entering: Promise<Place>;
};

/** All of it, or none: throws what the limit says first, then what the queue says. */
async function admitted({ spending, reserving, entering }: Asking) {
  const [spent, reserved, entered] = await Promise.allSettled([spending, reserving, entering]);
  if (spent.status === "rejected" || reserved.status === "rejected") {
    if (entered.status === "fulfilled") entered.value.leave();
    if (reserved.status === "fulfilled") reserved.value?.giveBack();
  }
  if (spent.status === "rejected") throw spent.reason;
  if (reserved.status === "rejected") throw reserved.reason;
  if (entered.status === "rejected") throw entered.reason;
  return { allowance: spent.value, reserved: reserved.value, place: entered.value };
}

/** Somebody became a visitor with this turn: it counts, and their next message waits for it. */
function takeIn(
  workspace: LoadedWorkspace,
  { visitorId, tier, asked }: { visitorId: string; tier: string; asked: TurnRequest },
): Pick<Place, "leave"> {
  const person = { workspaceId: workspace.id, visitorId };
  countFirstTurn(person);
  rememberTier(person, tier);
  return turnLine().occupy(nameInLine(person), asked);
}

function leaveAll(places: Pick<Place, "leave">[]): void {
  for (const place of places) place.leave();
}

/** What was answered before, or is being answered elsewhere, waits for nothing and is joined to nothing. */
async function throwIfRepeated(
  { keys = [] }: TurnRequest,
  owner: ReturnType<typeof ownerArguments>,
): Promise<void> {
  const [own] = keys;
  if (!own) return;
  const first = await database().call<(FirstTurn & { status: string; body: string }) | null>(
    "find_turn_of_key",
    { ...owner, p_key: own.key },
  );
  if (!first || first.status === "failed") return;
  if (first.body !== own.body) throw keyConflict(first.turnId);
  throw new RepeatedTurn(first);
}
