import { createHash } from "node:crypto";
import type { Call } from "../db/call.ts";
import type { TextModel } from "../models/model.ts";
import type { GenerateCall, GenerateDeps } from "./generate-call.ts";
import { answeredWithoutModel, usageRows } from "./usage-rows.ts";

/** How long an answer of `generate` is given again to the same request of the same person. */
const keptMinutes = 60;

export type KeptAnswer = { content: string; provider: string; model: string };

type Asked = Pick<GenerateCall, "request" | "models" | "action" | "userId">;
type Place = { call: Call; workspace: { id: string } };

/** An answer that was kept of this very request; undefined where there is none, or it cannot be looked for. */
export async function findKeptAnswer(asked: Asked, deps: Place): Promise<KeptAnswer | undefined> {
  const found = await deps.call<KeptAnswer | null>("find_generated_answer", placeOf(asked, deps));
  return found ?? undefined;
}

/** Nobody waits for it; an answer that cannot be kept is asked for again. */
export function keepAnswer(asked: Asked, answer: KeptAnswer, deps: Place & Pick<GenerateDeps, "log">): void {
  const args = { ...placeOf(asked, deps), p_answer: answer, p_minutes: keptMinutes };
  deps.call("keep_generated_answer", args).catch((error: unknown) => {
    deps.log.warn({ err: error }, "an answer was not kept");
  });
}

/** A kept answer in the ledger: of nobody's money, and without energy. */
export function recordKeptAnswer(
  asked: GenerateCall,
  { provider, model }: KeptAnswer,
  latencyMs: number,
  { workspace, writeLater, now }: Pick<GenerateDeps, "workspace" | "writeLater" | "now">,
): void {
  const timestamp = new Date(now()).toISOString();
  const attempt = answeredWithoutModel(
    { provider, model, latencyMs, firstTokenMs: latencyMs, timestamp },
    false,
  );
  const rows = usageRows([attempt], {
    callId: crypto.randomUUID(),
    userId: asked.userId,
    prospectId: asked.prospectId ?? null,
    endpoint: asked.endpoint,
    action: asked.action.name,
    intent: null,
    energy: 0,
    cached: true,
    requestId: asked.requestId,
  });
  writeLater({ kind: "usage", workspace: workspace.config.slug, rows });
}

function placeOf({ request, models, action, userId }: Asked, { workspace }: Place) {
  const named = (chain: TextModel[]) => chain.map(({ provider, model }) => `${provider}:${model}`);
  const whole = {
    ...request,
    action: action.name,
    strong: named(models.strong),
    economy: named(models.economy),
  };
  const hash = createHash("sha256").update(JSON.stringify(whole)).digest("hex");
  return { p_workspace: workspace.id, p_user: userId, p_hash: hash };
}
