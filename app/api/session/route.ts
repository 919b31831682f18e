import { type Balance, dailyEnergy, newcomersBalance } from "@/lib/ai/energy.ts";
import { stopTurnsOf } from "@/lib/ai/running-turns.ts";
import { sumSignals } from "@/lib/ai/score-persona.ts";
import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { readJson } from "@/lib/request-body.ts";
import { runtime } from "@/lib/runtime.ts";
import { clearVisitor, readVisitor, type VisitorCookie, writeVisitor } from "@/lib/session.ts";
import { forgetTier } from "@/lib/turn-limit.ts";
import { ownerArguments, requestedWorkspace } from "@/lib/visitor-request.ts";
import { database, isOffline, sharedTurns } from "@/lib/wiring.ts";
import { ensureVisitor } from "../ensure-visitor.ts";
import { sessionChangeSchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({
  GET: read,
  PATCH: change,
  DELETE: erase,
});

type StoredVisitor = {
  visitorId: string;
  visitorVersion: number;
  tier: string;
  voiceId: string | null;
  scores: Record<string, number>;
  signals: unknown[];
};

/** What we hold of this browser's visitor. Somebody new has no ids yet: they are made with the first turn. */
async function read({ request }: Exchange): Promise<Response> {
  const workspace = await requestedWorkspace(request);
  const visitor = await readVisitor(request, workspace.config.slug);
  return Response.json(await sessionView(workspace, visitor), { headers: { "cache-control": "no-store" } });
}

/** Of somebody new nothing is stored, and nothing is asked of the database. */
async function sessionView({ id, config }: LoadedWorkspace, visitor: VisitorCookie | undefined) {
  const [stored, wallet] = visitor ? await readStored({ id, config }, visitor) : [null, null];
  const tier = stored?.tier ?? runtime().settings.DEFAULT_TIER;
  const { available, dailyAllowance, resetsAt } =
    stored && wallet ? wallet : newcomersBalance(config, { tier, now: Date.now() });
  const evidence = Object.entries(stored?.scores ?? {}).map(([persona, confidence]) => ({
    persona,
    confidence,
  }));
  return {
    visitorId: stored?.visitorId ?? null,
    conversationId: stored && visitor ? visitor.conversationId : null,
    personaScores: sumSignals(config.personas, evidence),
    signals: stored?.signals ?? [],
    personaId: stored?.voiceId ?? config.defaultVoice,
    tier,
    energy: { available, dailyAllowance, resetsAt },
    answers: isOffline(config) ? "offline" : "live",
  };
}

/** The visitor that a cookie names, null where it is nobody's any more, and their wallet. */
function readStored(
  workspace: Pick<LoadedWorkspace, "id" | "config">,
  visitor: VisitorCookie,
): Promise<[StoredVisitor | null, Balance]> {
  const { call } = database();
  return Promise.all([
    call<StoredVisitor | null>("read_visitor", ownerArguments(workspace, visitor)),
    call<Balance>("read_wallet", {
      p_workspace: workspace.id,
      p_user: visitor.visitorId,
      p_tier: runtime().settings.DEFAULT_TIER,
      p_daily: dailyEnergy(workspace.config),
    }),
  ]);
}

/** The visitor's own word on who they are, or how they want to be spoken to. */
async function change({ request, address }: Exchange): Promise<Response> {
  const body = await readJson(request, sessionChangeSchema);
  const workspace = await requestedWorkspace(request);
  assertKnown(workspace, body);
  const before = await readVisitor(request, workspace.config.slug);
  const made = await ensureVisitor(workspace, { before, address });
  await database().call("correct_visitor", {
    p_workspace: workspace.id,
    p_visitor: made.visitorId,
    p_scores: body.personaScores ?? null,
    p_voice: body.personaId ?? null,
  });
  const isSame = before?.visitorId === made.visitorId;
  const visitor: VisitorCookie = {
    ...made,
    conversationId: isSame && before ? before.conversationId : crypto.randomUUID(),
    scores: {},
  };
  const answer = await sessionView(workspace, visitor);
  const headers = new Headers({ "cache-control": "no-store" });
  await writeVisitor(request, headers, {
    workspaceSlug: workspace.config.slug,
    visitor: { ...visitor, scores: answer.personaScores },
  });
  return Response.json(answer, { headers });
}

function assertKnown(
  { config }: LoadedWorkspace,
  {
    personaScores,
    personaId,
  }: { personaScores?: Record<string, number> | undefined; personaId?: string | undefined },
): void {
  const unknown = Object.keys(personaScores ?? {}).find(
    (id) => !config.personas.some((persona) => persona.id === id),
  );
  if (unknown !== undefined) {
    throw new AppError("invalid_request", { message: "There is no such persona.", field: "personaScores" });
  }
  if (personaId !== undefined && !config.voices.some((voice) => voice.id === personaId)) {
    throw new AppError("invalid_request", { message: "There is no such voice.", field: "personaId" });
  }
}

/** Everything about the visitor goes, and the cookie with it. */
async function erase({ request }: Exchange): Promise<Response> {
  const workspace = await requestedWorkspace(request);
  const visitor = await readVisitor(request, workspace.config.slug);
  if (visitor) {
    const person = { workspaceId: workspace.id, visitorId: visitor.visitorId };
    // What waits would open after the erasure, as a newcomer's.
    stopTurnsOf(runtime().running, person);
    await sharedTurns()?.stopAllOf(person);
    await database().call("erase_visitor", ownerArguments(workspace, visitor));
    forgetTier(person);
  }
  const headers = new Headers();
  await clearVisitor(request, headers, workspace.config.slug);
  return Response.json({ erased: true }, { headers });
}
