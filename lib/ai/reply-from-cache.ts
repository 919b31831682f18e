import type { CachedAnswer } from "./answer-cache.ts";
import { measureTurn } from "./measure-turn.ts";
import { TurnStopped } from "./running-turns.ts";
import type { OpenTurn, Replying } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";
import { whyUnanswered } from "./unanswered.ts";

/** An answer that was given before, as if it were written now: word by word, with its sources, at no cost. */
export async function* replyFromCache(
  open: OpenTurn,
  cached: CachedAnswer,
  { deps, signal }: { deps: TurnDeps; signal: AbortSignal },
): Replying {
  const watch = measureTurn(open, deps.now);
  const { sources, citations, followUps, provider, model } = cached;
  yield { sources };
  let answer = "";
  for (const content of cached.answer.match(/\s*\S+(?:\s+$)?/g) ?? []) {
    if (signal.reason instanceof TurnStopped) break;
    watch.firstToken();
    answer += content;
    yield { content };
  }
  const isStopped = answer !== cached.answer;
  const status = isStopped ? ("stopped" as const) : ("answered" as const);
  const unanswered = whyUnanswered(open, { status, answer });
  yield { citations };
  if (!isStopped && followUps.length > 0) yield { followUps };
  return {
    status,
    answer,
    sources,
    citations,
    followUps: isStopped ? [] : followUps,
    page: null,
    meta: {
      ...watch.meta({ provider, model, retryCount: 0, fallbackUsed: false }, null),
      cached: true,
      ...(unanswered && { unanswered }),
      ...(isStopped && { stopped: true as const }),
    },
    failure: undefined,
  };
}
