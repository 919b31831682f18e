import { dailyEnergy } from "@/lib/ai/energy.ts";
import { sumSignals } from "@/lib/ai/score-persona.ts";
import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { readJson } from "@/lib/request-body.ts";
import { runtime } from "@/lib/runtime.ts";
import { clearVisitor, readVisitor, type VisitorCookie, writeVisitor } from "@/lib/session.ts";
import { forgetTier } from "@/lib/turn-limit.ts";
import { ownerArguments, requestedWorkspace } from "@/lib/visitor-request.ts";
import { database, isOffline } from "@/lib/wiring.ts";
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

type Energy = { available: number; dailyAllowance: number; resetsAt: string };

/** What we hold of this browser's visitor. Somebody new has no ids yet: they are made with the first turn. */
async function read({ request }: Exchange): Promise<Response> {
  const workspace = await requestedWorkspace(request);
  const visitor = await readVisitor(request, workspace.config.slug);
  const stored = visitor && (await readStored(workspace, visitor));
  return Response.json(await sessionView(workspace, { visitor, stored }), {
    headers: { "cache-control": "no-store" },
  });
}

async function readStored(
  workspace: LoadedWorkspace,
  visitor: VisitorCookie,
): Promise<StoredVisitor | undefined> {
  return (
    (await database().call<StoredVisitor | null>("read_visitor", ownerArguments(workspace, visitor))) ??
    undefined
  );
}

async function sessionView(
  { id, config }: LoadedWorkspace,
  { visitor, stored }: { visitor: VisitorCookie | undefined; stored: StoredVisitor | undefined },
) {
  const tier = stored?.tier ?? runtime().settings.DEFAULT_TIER;
  const { available, dailyAllowance, resetsAt } = await database().call<Energy>("read_wallet", {
    p_workspace: id,
    // Somebody new has a full wallet, which is nobody's yet.
    p_user: stored?.visitorId ?? "",
    p_tier: tier,
    p_daily: dailyEnergy(config),
  });
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
  const stored = await readStored(workspace, visitor);
  const answer = await sessionView(workspace, { visitor, stored });
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
    await database().call("erase_visitor", ownerArguments(workspace, visitor));
    forgetTier({ workspaceId: workspace.id, visitorId: visitor.visitorId });
  }
  const headers = new Headers();
  await clearVisitor(request, headers, workspace.config.slug);
  return Response.json({ erased: true }, { headers });
}
