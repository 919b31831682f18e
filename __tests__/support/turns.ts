import { closeTurn } from "../../lib/ai/close-turn.ts";
import { beginOpening, openTurn } from "../../lib/ai/open-turn.ts";
import type { Signal } from "../../lib/ai/score-persona.ts";
import type { OpenTurn, Reply, RoutedTurn, TurnRequest } from "../../lib/ai/turn.ts";
import type { TurnDeps } from "../../lib/ai/turn-deps.ts";
import type { Call } from "../../lib/db/call.ts";
import { localEmbedder } from "../../lib/knowledge/embed-local.ts";
import { snapshotKeeper } from "../../lib/knowledge/snapshot-keeper.ts";
import type { Write } from "../../lib/unwritten/write.ts";
import type { OwnerArguments } from "../../lib/visitor-request.ts";
import { company } from "./company.ts";
import { keptLog, type LogLine } from "./runtime.ts";

type Outcome = RoutedTurn["routed"]["intent"]["outcome"];

/** The outside world of a turn on a real database, for a company of its own; no model, no scorer, no router. */
export async function turnDepsOn(
  call: Call,
  slug = "bevgenie",
): Promise<{ deps: TurnDeps; lines: LogLine[]; staleness: { count: number }; unwritten: Write[] }> {
  const config = company(slug);
  const { id, version } = await call<{ id: string; version: number }>("write_workspace", {
    p_slug: slug,
    p_config: config,
  });
  const { log, lines } = keptLog();
  const staleness = { count: 0 };
  const unwritten: Write[] = [];
  const deps: TurnDeps = {
    workspace: {
      id,
      version,
      config,
      scorePersona: () => [],
      routeIntent: () => routedTo({}),
    },
    call,
    chatModel: null,
    pageModel: null,
    economyModel: null,
    spendLimitUsdPerDay: undefined,
    embedder: localEmbedder,
    knowledge: snapshotKeeper(async () => undefined),
    writeLater: (write) => void unwritten.push(write),
    now: () => Date.UTC(2026, 10, 21),
    log,
    onStaleWorkspace: () => {
      staleness.count += 1;
    },
  };
  return { deps, lines, staleness, unwritten };
}

export function routedTo(outcome: Outcome): RoutedTurn["routed"] {
  const intent = { id: "question", name: "Question", description: "", examples: ["a"], outcome };
  return { intent, certainty: 1, sure: true };
}

export function signal(persona: string, confidence: number): Signal {
  const strength = confidence >= 0.3 ? "STRONG" : confidence >= 0.2 ? "MEDIUM" : "WEAK";
  return { persona, strength, confidence, keywords: ["word"], start: 0, end: 4 };
}

/** What a message of a newcomer is at every stage. */
function newcomersTurn() {
  return {
    turnId: crypto.randomUUID(),
    message: "How do deliveries work?",
    mode: "text" as const,
    visitor: undefined,
    conversationId: undefined,
    voiceId: undefined,
    tier: "basic",
  };
}

/** A message as it comes in, to be answered anew. */
export function turnRequest(changes: Partial<TurnRequest> = {}): TurnRequest {
  return { ...newcomersTurn(), useCache: false, ...changes };
}

/** A message on its way, as the stages before the database made it. */
export function routedTurn(changes: Partial<RoutedTurn> = {}): RoutedTurn {
  return { ...newcomersTurn(), signals: [], embedding: undefined, routed: routedTo({}), ...changes };
}

export function replyOf(answer: string, changes: Partial<Reply> = {}): Reply {
  return {
    status: "answered",
    answer,
    sources: [],
    citations: [],
    followUps: [],
    page: null,
    meta: {
      provider: "offline",
      model: "extractive",
      tokensUsed: 0,
      tokensPrompt: 0,
      tokensCompletion: 0,
      costUSD: 0,
      energyConsumed: 0,
      latencyMs: 1,
      firstTokenMs: 1,
      cached: false,
      retryCount: 0,
      fallbackUsed: false,
      timestamp: "2026-11-21T00:00:00.000Z",
    },
    failure: undefined,
    ...changes,
  };
}

/** What the database makes of a message. */
export async function opened(turn: RoutedTurn, deps: TurnDeps): Promise<OpenTurn> {
  return openTurn(turn, await beginOpening(turn, deps), deps);
}

/** One message and its answer, stored. */
export async function say(
  deps: TurnDeps,
  changes: Partial<RoutedTurn> = {},
  reply: Reply = replyOf("An answer."),
): Promise<OpenTurn> {
  const open = await opened(routedTurn(changes), deps);
  await closeTurn(open, reply, deps);
  return open;
}

/** What the visitor's cookie says after a turn. */
export function cookieOf({ visitorId, visitorVersion: version, conversationId }: OpenTurn) {
  return { visitorId, version, conversationId };
}

export function ownerOf(deps: TurnDeps, open: OpenTurn): OwnerArguments {
  return {
    p_workspace: deps.workspace.id,
    p_visitor: open.visitorId,
    p_visitor_version: open.visitorVersion,
  };
}
