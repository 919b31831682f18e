import { type GenerateRequest, generateCall } from "@/lib/ai/generate-call.ts";
import { generateModels } from "@/lib/ai/generate-models.ts";
import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError, toWireError, type WireError } from "@/lib/errors.ts";
import { readJson } from "@/lib/request-body.ts";
import { runtime } from "@/lib/runtime.ts";
import { database, keepUnwritten, modelsOf } from "@/lib/wiring.ts";
import { callerWorkspace } from "../../caller-workspace.ts";
import { personTier, spendCallerTurn } from "../../spend-caller-turn.ts";
import { type GenerateBody, generateSchema } from "./schema.ts";

/** This address keeps the shape its callers know: `{success, content?, error?, code?, meta}`. */
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ POST: answer }, { errorBody });

function errorBody({ message, ...rest }: WireError) {
  return { success: false, error: message, ...rest };
}

async function answer({ request, requestId, log }: Exchange): Promise<Response> {
  const { workspace, caller } = await callerWorkspace(request, "generate");
  const { messages, config } = await readJson(request, generateSchema);
  await spendCallerTurn(caller, workspace);
  assertWorkspace(workspace, config.workspaceId);
  const action = actionOf(workspace, config.action);
  const outcome = await generateCall(
    {
      request: requestOf(messages, {
        temperature: config.temperature ?? action.temperature,
        maxTokens: config.maxTokens ?? action.maxTokens,
      }),
      models: generateModels(config, { ...modelsOf(workspace), localOnly: workspace.config.localOnly }),
      action: { ...action, name: config.action },
      userId: config.userId,
      tier: personTier(caller),
      prospectId: config.prospectId,
      autoSelectModel: config.autoSelectModel,
      retryAttempts: config.retryAttempts,
      retryDelayMs: config.retryDelay,
      useCache: config.useCache,
      endpoint: "/api/orchestrator/generate",
      requestId,
    },
    {
      workspace,
      call: database().call,
      log,
      now: Date.now,
      spendLimitUsdPerDay: runtime().settings.SPEND_LIMIT_USD_PER_DAY,
      writeLater: keepUnwritten,
    },
  );
  const headers = new Headers({ "cache-control": "no-store" });
  if (!("failure" in outcome)) return Response.json({ success: true, ...outcome }, { headers });
  const { failure, meta } = outcome;
  if (failure.retryAfterSeconds !== undefined) headers.set("retry-after", String(failure.retryAfterSeconds));
  const body = { ...errorBody(toWireError(failure, requestId)), meta };
  return Response.json(body, { status: failure.status, headers });
}

function assertWorkspace({ id, config }: LoadedWorkspace, asked: string | undefined): void {
  if (asked === undefined || asked === id || asked === config.slug) return;
  throw new AppError("forbidden", { message: "You have no right to that workspace." });
}

function actionOf({ config }: LoadedWorkspace, name: string) {
  const action = Object.hasOwn(config.actions, name) ? config.actions[name] : undefined;
  if (action) return action;
  throw new AppError("invalid_request", { message: "There is no such action.", field: "config.action" });
}

/** Instructions go ahead of the talk, as every provider wants them. */
function requestOf(
  messages: GenerateBody["messages"],
  settings: Pick<GenerateRequest, "temperature" | "maxTokens">,
): GenerateRequest {
  const talk: GenerateRequest["messages"] = [];
  const system: string[] = [];
  for (const { role, content } of messages) {
    if (role === "system") system.push(content);
    else talk.push({ role, content });
  }
  return { system: system.join("\n\n"), messages: talk, ...settings };
}
