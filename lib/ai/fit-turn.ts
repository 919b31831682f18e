import { kept } from "../kept.ts";
import { quotedPassage } from "../knowledge/quoted-passage.ts";
import type { RankedPassage } from "../knowledge/rank-passages.ts";
import { contextWindow } from "../models/context-window.ts";
import type { ModelMessage, TextModel } from "../models/model.ts";
import { countsExactly, countTokens, tokensFor } from "../models/tokens.ts";
import { pageInstructions } from "../pages/page-prompt.ts";
import { actionOf } from "../workspace.ts";
import { type ContextParts, type ContextRoom, type EarlierTurn, fitContext } from "./fit-context.ts";
import { promptSections } from "./prompts.ts";
import type { OpenTurn } from "./turn.ts";
import type { TurnDeps } from "./turn-deps.ts";
import { promptBudget } from "./turn-energy.ts";
import { pageOrderOf } from "./write-page.ts";

/** Kept free for an answer, whatever it is asked to be at most. */
const answerTokens = 1_000;

/**
 * Leaves of a turn what fits into its prompt, and says what did not. Only where a model will be asked. Passages that
 * did not fit are still there for follow-up questions. About 0.3 ms: of the prompt only the message is counted anew.
 */
export function fitTurn(open: OpenTurn, deps: TurnDeps): OpenTurn {
  const model = open.mode === "text" ? deps.chatModel : deps.pageModel;
  if (!model || open.cachedAnswer || open.routed.intent.outcome.refusal) return open;
  const { provider } = model;
  const { sections, summary, turns, ...room } =
    open.mode === "text" ? answerParts(open, deps, provider) : pageParts(open, deps);
  const fitted = fitContext(
    { sections, summary, turns, passages: open.passages, messageTokens: countTokens(open.message, provider) },
    {
      ...room,
      window: contextWindow(model),
      count: (text) => countOnce(text, provider),
      passageTokens: (passage) => passageTokens(passage, provider),
      exact: countsExactly(provider),
    },
  );
  const context = { passages: fitted.passages, context: fitted.record };
  if (open.mode === "generate") return { ...open, ...context };
  return {
    ...open,
    ...context,
    sections: fitted.sections,
    spare: [...open.passages.slice(fitted.passages.length), ...open.spare],
    summary: fitted.summary,
    history: fitted.turns.flatMap(toMessages),
    historyTokens: fitted.turns.map(({ tokens }) => tokens),
  };
}

type Parts = Pick<ContextParts, "sections" | "summary" | "turns"> &
  Pick<ContextRoom, "promptTokens" | "answerTokens">;

function answerParts(open: OpenTurn, deps: TurnDeps, provider: TextModel["provider"]): Parts {
  return {
    sections: promptSections(open, deps),
    summary: open.summary,
    turns: turnsOf(open, provider),
    promptTokens: promptBudget("text", deps.workspace.config),
    answerTokens,
  };
}

/** All of a page's instructions are rules. */
function pageParts(open: OpenTurn, { workspace }: TurnDeps): Parts {
  const { config } = workspace;
  const text = pageInstructions(pageOrderOf({ ...open, intent: open.routed.intent, workspace: config }));
  return {
    sections: [{ name: "rules", text }],
    summary: null,
    turns: [],
    promptTokens: promptBudget("generate", config),
    answerTokens: actionOf(config, "ai_page").maxTokens,
  };
}

function turnsOf({ history, historyTokens }: OpenTurn, provider: TextModel["provider"]): EarlierTurn[] {
  return historyTokens.flatMap((counted, index) => {
    const message = history[2 * index]?.content ?? "";
    const answer = history[2 * index + 1]?.content ?? "";
    const tokens =
      counted === null ? countTokens(`${message}\n${answer}`, provider) : tokensFor(counted, provider);
    return [{ message, answer, tokens }];
  });
}

function passageTokens(passage: RankedPassage, provider: TextModel["provider"]): number {
  // One for the line break between two passages.
  if (typeof passage.tokens === "number") return tokensFor(passage.tokens, provider) + 1;
  return countTokens(quotedPassage(passage), provider) + 1;
}

function toMessages({ message, answer }: EarlierTurn): ModelMessage[] {
  return [
    { role: "user", content: message },
    { role: "assistant", content: answer },
  ];
}

/** A company's own words are the same from turn to turn, its voices too: each is counted once in half an hour. */
const keepCountsMs = 30 * 60 * 1000;

const counters = kept({
  load: (counter) => {
    const [provider = ""] = counter.split(" ");
    return kept({ load: (text) => countTokens(text, provider), keepMs: keepCountsMs, most: 1_000 });
  },
  keepMs: keepCountsMs,
  most: 8,
});

function countOnce(text: string, provider: TextModel["provider"]): number {
  return counters.get(`${provider} ${countsExactly(provider) ? "exactly" : "nearly"}`).get(text);
}
