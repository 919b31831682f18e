import { AppError } from "../errors.ts";
import type { FinishReason, TextModel, Usage } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";
import { actionOf } from "../workspace.ts";
import { answerEvidence } from "./answer-evidence.ts";
import type { ChatEvent, Source } from "./chat-event.ts";
import { checkClaims } from "./check-claims.ts";
import { citationFilter } from "./citation-filter.ts";
import { type ClaimReport, claimFilter } from "./claim-filter.ts";
import { composeAnswer } from "./compose-answer.ts";
import { followUps } from "./follow-ups.ts";
import { linkFilter } from "./link-filter.ts";
import { type Author, measureTurn, offlineAuthor } from "./measure-turn.ts";
import { textInstructions } from "./prompts.ts";
import { TurnStopped } from "./running-turns.ts";
import type { OpenTurn, Reply, Replying } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";
import { turnActions } from "./turn-energy.ts";
import { whyUnanswered } from "./unanswered.ts";

export type Answering = { open: OpenTurn; sources: Source[]; deps: TurnDeps; signal: AbortSignal };

/** What is known of the answer while it is being written. */
type Draft = {
  text: string;
  author: Author;
  usage: Usage | null;
  finish?: FinishReason;
  /** What a model's answer cites and what was taken out of it; undefined where no model wrote it. */
  claims?: ClaimReport;
  status: Reply["status"];
  failure: unknown;
};

/**
 * A streamed answer: from the model, or from the passages' own sentences when there is none or it fails
 * before its first word. Whatever is shown is filtered first (citations that exist and hold, links that are allowed,
 * claims that somebody supports) and never taken back.
 */
export async function* replyWithText({ open, sources, deps, signal }: Answering): Replying {
  const watch = measureTurn(open, deps.now);
  const draft: Draft = {
    text: "",
    author: offlineAuthor,
    usage: null,
    status: "answered",
    failure: undefined,
  };

  for await (const text of writeAnswer({ open, sources, deps, signal }, draft)) {
    watch.firstToken();
    draft.text += text;
    yield { content: text } satisfies ChatEvent;
  }

  const citations = draft.claims?.citations ?? checkClaims(draft.text, open.passages);
  const next = draft.status === "answered" ? nextQuestions(open, deps) : [];
  if (draft.status !== "failed") yield { citations };
  if (next.length > 0) yield { followUps: next };
  const written = { status: draft.status, answer: draft.text, unsupported: draft.claims?.unsupported ?? [] };
  const unanswered = whyUnanswered(open, written);
  return {
    ...written,
    sources,
    citations,
    followUps: next,
    page: null,
    meta: {
      ...watch.meta(draft.author, draft.usage),
      ...(unanswered && { unanswered }),
      ...(draft.status === "stopped" && { stopped: true as const }),
      ...(draft.finish &&
        draft.finish !== "stop" &&
        draft.finish !== "tool_calls" && { finishReason: draft.finish }),
    },
    ...(draft.finish && { finish: draft.finish }),
    failure: draft.failure,
  };
}

async function* writeAnswer(answering: Answering, draft: Draft): AsyncGenerator<string> {
  const { open, deps, signal } = answering;
  const { outcome } = open.routed.intent;
  if (outcome.refusal) return yield outcome.refusal;
  if (!deps.chatModel) return yield* writeOffline(answering);
  try {
    yield* writeWithModel(answering, deps.chatModel, draft);
  } catch (error) {
    if (signal.reason instanceof TurnStopped) {
      draft.status = "stopped";
      return;
    }
    if (!(error instanceof ModelError)) throw error;
    deps.log.warn({ err: error, turnId: open.turnId }, "no model could answer");
    if (draft.text === "" && deps.workspace.config.offlineAnswers) {
      draft.author = { ...offlineAuthor, retryCount: 1, fallbackUsed: true };
      return yield* writeOffline(answering);
    }
    draft.status = "failed";
    draft.failure = unavailable(error);
  }
}

async function* writeWithModel({ open, sources, deps, signal }: Answering, model: TextModel, draft: Draft) {
  const citations = citationFilter(sources.length);
  const links = linkFilter(deps.workspace.config.linkHosts);
  const claims = claimFilter(() => answerEvidence(open, deps.workspace.config));
  const { temperature, maxTokens } = {
    ...actionOf(deps.workspace.config, turnActions.text),
    ...open.sampling,
  };
  const request = {
    system: textInstructions(open, deps),
    messages: [...open.history, { role: "user" as const, content: open.message }],
    temperature,
    maxTokens,
    ...(open.firstTextBy !== undefined && { firstTextBy: open.firstTextBy }),
  };
  for await (const part of model.streamText(request, signal)) {
    if (part.type === "answer-start") draft.author = part;
    if (part.type === "finish") {
      draft.usage = part.usage;
      draft.finish = part.reason;
    }
    if (part.type !== "text") continue;
    const safe = claims.read(links.read(citations.read(part.text)));
    draft.claims = claims.report();
    if (safe !== "") yield safe;
  }
  const rest = claims.read(links.read(citations.end()) + links.end()) + claims.end();
  draft.claims = claims.report();
  if (rest !== "") yield rest;
}

async function* writeOffline({ open, deps }: Answering): AsyncGenerator<string> {
  const { reply } = open.routed.intent.outcome;
  if (reply) return yield reply;
  yield* composeAnswer({ open, config: deps.workspace.config });
}

function nextQuestions(open: OpenTurn, { workspace }: TurnDeps): string[] {
  const { message, history, passages, spare, nearest } = open;
  const before = history.filter(({ role }) => role === "user").map(({ content }) => content);
  const near = nearest ? [{ ...nearest, score: 0 }] : [];
  const { starters } = workspace.config;
  return followUps({
    asked: [message, ...before],
    passages: [...spare, ...passages.slice(1), ...near],
    starters,
  });
}

/** The model's own words are for the log; the visitor learns what was kept and what to do. */
function unavailable(cause: ModelError): AppError {
  return new AppError("provider_unavailable", {
    retryAfterSeconds: Math.ceil((cause.retryAfterMs ?? 10_000) / 1000),
    cause,
  });
}
