import { plainModelsFor } from "@/lib/ai/plain-models-for.ts";
import { stopTurn } from "@/lib/ai/running-turns.ts";
import { type StreamedCall, streamCall } from "@/lib/ai/stream-call.ts";
import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import { type Caller, personOf, requireCaller } from "@/lib/auth.ts";
import type { CompletionPart } from "@/lib/completions/completion-part.ts";
import {
  type CompletionOrder,
  completionBodyLimit,
  completionSchema,
  longestMessage,
  questionOf,
  readOrder,
} from "@/lib/completions/completion-request.ts";
import { openaiErrorBody } from "@/lib/completions/openai-error-body.ts";
import { plainParts } from "@/lib/completions/plain-parts.ts";
import { workspaceParts } from "@/lib/completions/workspace-parts.ts";
import { streamCompletion, wholeCompletion } from "@/lib/completions/write-completion.ts";
import { derivedId } from "@/lib/derived-id.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { readJson } from "@/lib/request-body.ts";
import { runtime } from "@/lib/runtime.ts";
import { streamHeaders } from "@/lib/sse.ts";
import { whenAborted } from "@/lib/when-aborted.ts";
import { database, keepUnwritten, modelsOf, plainModels } from "@/lib/wiring.ts";
import { beginCallerTurn } from "../../../caller-turn.ts";
import { callerWorkspace } from "../../../caller-workspace.ts";
import { spendCallerTurn } from "../../../spend-caller-turn.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint(
  { POST: complete },
  { errorBody: openaiErrorBody },
);

/** A completion that has begun: its parts, and how to end it when nobody reads on. */
type Begun = { id: string; parts: AsyncIterator<CompletionPart>; leave: () => void };

async function complete(exchange: Exchange): Promise<Response> {
  const { request, requestId } = exchange;
  const { caller, workspace } = await callerWorkspace(request, "chat");
  const order = readOrder(await readJson(request, completionSchema, { limit: completionBodyLimit }));
  const begun = await begin(order, { exchange, caller, workspace });
  const head = { id: begun.id, model: order.model, created: Math.floor(Date.now() / 1000) };
  if (!order.stream) {
    return Response.json(await wholeCompletion(head, begun.parts), {
      headers: { "cache-control": "no-store" },
    });
  }
  const { includeUsage } = order;
  return new Response(
    streamCompletion({ head, parts: begun.parts, includeUsage, requestId, onLeave: begun.leave }),
    { headers: streamHeaders },
  );
}

/** What a bare call costs; every workspace has it. */
const plainAction = "ai_message";

type Setting = { exchange: Exchange; caller: Caller; workspace: LoadedWorkspace };

/** The model is the workspace (`slug`, `slug/voice`) or a plain one. What fails before the first text throws. */
async function begin(order: CompletionOrder, setting: Setting): Promise<Begun> {
  const { config } = setting.workspace;
  const [slug, ...voice] = order.model.split("/");
  if (slug === config.slug) return beginTurn(order, { ...setting, voiceId: voiceOf(config, voice) });
  return beginPlain(order, setting);
}

function voiceOf({ voices }: LoadedWorkspace["config"], [named, ...rest]: string[]): string | undefined {
  if (named === undefined) return undefined;
  if (rest.length > 0 || !voices.some(({ id }) => id === named)) throw noSuchModel();
  return named;
}

async function beginTurn(
  order: CompletionOrder,
  { exchange, caller, workspace, voiceId }: Setting & { voiceId: string | undefined },
): Promise<Begun> {
  const { instructions, temperature, maxTokens, userId } = order;
  const { history, message } = questionOf(order);
  if (order.jsonSchema) {
    throw new AppError("invalid_request", {
      field: "response_format",
      message: "A workspace answers in words; ask a plain model for JSON.",
    });
  }
  if ([...message].length > longestMessage) {
    throw new AppError("invalid_request", {
      field: "messages",
      message: `The last message may have at most ${longestMessage} characters.`,
    });
  }
  const turn = await beginCallerTurn(exchange, {
    caller,
    workspace,
    onlyReader: exchange.request.signal,
    asked: {
      message,
      history,
      ...(instructions !== undefined && { instructions }),
      sampling: {
        ...(temperature !== undefined && { temperature }),
        ...(maxTokens !== undefined && { maxTokens }),
      },
      userId,
      conversationId: undefined,
      usualConversationId: conversationOf(order, { caller, workspace }),
      voiceId,
    },
  });
  return {
    id: `chatcmpl-${turn.turnId}`,
    parts: workspaceParts(turn, order.stop),
    leave: () => stopTurn(turn, "visitor"),
  };
}

/** The caller keeps the conversation: those of one person that begin alike are one to us. */
function conversationOf(
  { messages, instructions, userId }: CompletionOrder,
  { caller, workspace }: Omit<Setting, "exchange">,
): string {
  const begins = messages[0]?.content ?? "";
  const person = [caller.by.kind, "keyId" in caller.by ? caller.by.keyId : "", userId ?? ""];
  return derivedId(runtime().settings.SESSION_SECRET, [
    "conversation",
    workspace.id,
    ...person,
    instructions ?? "",
    begins,
  ]);
}

/** A bare call, counted and paid for as one of `POST /api/orchestrator/generate`. */
async function beginPlain(order: CompletionOrder, setting: Setting): Promise<Begun> {
  const { exchange, workspace } = setting;
  const model = plainModels(workspace).find(
    ({ provider, model: name }) => order.model === name || order.model === `${provider}:${name}`,
  );
  if (!model) throw noSuchModel();
  const { request, requestId, log } = exchange;
  const caller = await requireCaller(request, { call: database().call, scope: "generate" });
  if (runtime().draining) throw new AppError("provider_unavailable", { retryAfterSeconds: 5 });
  await spendCallerTurn(caller, workspace);
  const left = new AbortController();
  const call = await streamCall(
    plainCall(order, model, { ...setting, caller }),
    {
      workspace,
      log,
      call: database().call,
      spendLimitUsdPerDay: runtime().settings.SPEND_LIMIT_USD_PER_DAY,
      writeLater: keepUnwritten,
    },
    left.signal,
  );
  const parts = plainParts(call, order.stop);
  const leave = () => {
    left.abort(new AppError("conflict", { message: "The reader left." }));
    // It may stand between two parts, where nobody asks for the next any more.
    parts.return(undefined).catch(() => undefined);
  };
  whenAborted(request.signal, leave);
  return { id: `chatcmpl-${requestId}`, parts: await begunWith(parts), leave };
}

/** What an OpenAI client leaves out is the action's, and the workspace's instructions are not among it. */
function plainCall(
  { instructions, messages, tools, temperature, maxTokens, jsonSchema, userId }: CompletionOrder,
  { provider, model }: Pick<StreamedCall["models"]["strong"][number], "provider" | "model">,
  { exchange: { request, requestId }, caller, workspace }: Setting,
): StreamedCall {
  const { config } = workspace;
  const action = config.actions[plainAction];
  if (!action) throw new AppError("internal");
  return {
    request: {
      system: instructions ?? "Answer the user.",
      messages,
      ...tools,
      ...(jsonSchema && { jsonSchema }),
      temperature: temperature ?? action.temperature,
      maxTokens: maxTokens ?? action.maxTokens,
    },
    models: plainModelsFor(
      { provider, model, jsonSchema },
      { ...modelsOf(workspace), localOnly: config.localOnly },
    ),
    action: { ...action, name: plainAction },
    userId: personOf(caller, userId),
    tier: caller.tier,
    prospectId: undefined,
    autoSelectModel: true,
    endpoint: new URL(request.url).pathname,
    requestId,
  };
}

/** Waits for the first part, so that what fails before it is a status. */
async function begunWith(parts: AsyncIterator<CompletionPart>): Promise<AsyncIterator<CompletionPart>> {
  const first = await parts.next();
  let given = false;
  return {
    next: () => {
      if (given) return parts.next();
      given = true;
      return Promise.resolve(first);
    },
  };
}

function noSuchModel(): AppError {
  return new AppError("not_found", {
    field: "model",
    message: "There is no such model; GET /api/v1/models lists them.",
  });
}
