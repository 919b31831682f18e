import { AppError } from "../errors.ts";
import type { FinishReason, TextModel, TextRequest, Usage } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";
import { assemblePage, type PageAssembly, type PagePart } from "../pages/assemble-page.ts";
import { choosePageType } from "../pages/choose-page-type.ts";
import { pageCompiler, readRepairs } from "../pages/compile-page.ts";
import { composeOffline } from "../pages/compose-offline.ts";
import {
  type PageOrder,
  pageRepairRequest,
  pageRequest,
  sectionsRepairRequest,
} from "../pages/page-prompt.ts";
import { type PagePassage, toPageSources } from "../pages/page-sources.ts";
import type { BevGeniePage } from "../pages/page-spec.ts";
import type { Intent, Workspace } from "../workspace.ts";

export type PageTurn = {
  message: string;
  personaScores: Record<string, number>;
  intent: Pick<Intent, "outcome">;
  /** Best first; the page's sources are numbered in this order. */
  passages: PagePassage[];
  workspace: Workspace;
  /** Null when no model is connected. */
  pageModel: TextModel | null;
  signal: AbortSignal;
};

export type PageEvent =
  | PagePart
  | {
      type: "finish";
      page: BevGeniePage;
      usage: Usage | null;
      provider: string;
      model: string;
      retryCount: number;
      fallbackUsed: boolean;
      /** Parts of the page had to be asked for a second time. */
      repaired: boolean;
      /** What was left out because nothing supported it, for the log. */
      omitted: string[];
    };

/** What is known of a model's work once it has ended. */
type Tally = {
  reason: FinishReason;
  usage: Usage | null;
  provider: string;
  model: string;
  retryCount: number;
  fallbackUsed: boolean;
};

/**
 * Writes a page: its head, each section as soon as it is whole and checked, and at last the page.
 * Parts that are not valid or not supported are asked for once more. Without a model, or when it fails
 * before the first part and the workspace allows it, the page is composed from the passages.
 * Throws AppError `provider_unavailable` when no page can be made, and the signal's reason when aborted.
 */
export async function* writePage(turn: PageTurn): AsyncGenerator<PageEvent> {
  const order = orderOf(turn);
  if (!turn.pageModel) return yield* writeOffline(order, { retryCount: 0, fallbackUsed: false });

  let begun = false;
  try {
    for await (const event of writeWithModel(order, turn.pageModel, turn.signal)) {
      begun = true;
      yield event;
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    if (begun || !turn.workspace.offlineAnswers) throw unavailable(error);
    yield* writeOffline(order, { retryCount: 1, fallbackUsed: true });
  }
}

function orderOf({ message, intent, passages, personaScores, workspace }: PageTurn): PageOrder {
  const pageType = choosePageType(message, intent.outcome.pageType);
  return { message, pageType, personaScores, guidance: intent.outcome.guidance, passages, workspace };
}

async function* writeOffline(
  order: PageOrder,
  attempts: { retryCount: number; fallbackUsed: boolean },
): AsyncGenerator<PageEvent> {
  const page = composeOffline(order);
  const { sections, ...head } = page;
  yield { type: "page", head };
  for (const [index, section] of sections.entries()) yield { type: "section", index, section };
  const author = { provider: "offline", model: "extractive", usage: null, repaired: false, omitted: [] };
  yield { type: "finish", page, ...author, ...attempts };
}

async function* writeWithModel(
  order: PageOrder,
  model: TextModel,
  signal: AbortSignal,
): AsyncGenerator<PageEvent> {
  const assembly = newAssembly(order);
  const { written, tally } = yield* readPage({ model, request: pageRequest(order), signal }, assembly, order);
  if (tally.reason === "refusal" || tally.reason === "filter") throw declined();
  if (assembly.refused.length === 0) return yield finished(assembly, tally, "written at once");

  if (!assembly.hasHead()) {
    const problems = assembly.refused.flatMap((refusal) => refusal.problems);
    const second = newAssembly(order);
    const request = pageRepairRequest(order, written, problems);
    const again = yield* readPage({ model, request, signal }, second, order);
    yield* second.settle([]);
    return yield finished(second, together(tally, again.tally), "repaired");
  }

  const request = sectionsRepairRequest(order, written, assembly.refused);
  const repair = await readRepair({ model, request, signal }, assembly);
  yield* assembly.settle(readRepairs(repair.written, order.workspace.currency));
  yield finished(assembly, together(tally, repair.tally), "repaired");
}

type Call = { model: TextModel; request: TextRequest; signal: AbortSignal };

/** Streams a page into the assembly and yields what may be shown. */
async function* readPage(
  call: Call,
  assembly: PageAssembly,
  order: PageOrder,
): AsyncGenerator<PagePart, { written: string; tally: Tally }> {
  const compiler = pageCompiler(order.workspace.currency);
  const text = modelText(call);
  let written = "";
  for (let next = await text.next(); ; next = await text.next()) {
    if (next.done) {
      for (const block of compiler.end()) yield* assembly.accept(block);
      return { written, tally: next.value };
    }
    written += next.value;
    for (const block of compiler.read(next.value)) yield* assembly.accept(block);
  }
}

/** The repair's text. A provider that fails here costs nothing when what is left of every refused section can be shown. */
async function readRepair(
  call: Call,
  assembly: PageAssembly,
): Promise<{ written: string; tally: Tally | null }> {
  const text = modelText(call);
  let written = "";
  try {
    for (let next = await text.next(); ; next = await text.next()) {
      if (next.done) return { written, tally: next.value };
      written += next.value;
    }
  } catch (error) {
    const canDoWithout = assembly.refused.every(({ remainder }) => remainder !== undefined);
    if (!(error instanceof ModelError) || !canDoWithout) throw error;
    return { written: "", tally: null };
  }
}

async function* modelText({ model, request, signal }: Call): AsyncGenerator<string, Tally> {
  let author = { provider: model.provider, model: model.model, retryCount: 0, fallbackUsed: false };
  for await (const part of model.streamText(request, signal)) {
    if (part.type === "text") yield part.text;
    if (part.type === "answer-start") author = { ...author, ...authorOf(part) };
    if (part.type === "finish") return { ...author, reason: part.reason, usage: part.usage };
  }
  throw new ModelError("cut_off", "the page's stream ended without an end");
}

function authorOf(part: { provider: string; model: string; retryCount: number; fallbackUsed: boolean }) {
  const { provider, model, retryCount, fallbackUsed } = part;
  return { provider, model, retryCount, fallbackUsed };
}

function finished(assembly: PageAssembly, tally: Tally, how: "written at once" | "repaired"): PageEvent {
  const page = assembly.whole();
  if (!page || assembly.refused.length > 0) {
    const problems = assembly.refused.flatMap((refusal) => refusal.problems);
    throw new AppError("provider_unavailable", {
      message:
        "The model wrote a page that cannot be shown, and did not mend it. Your message was kept; try again.",
      cause: new Error(problems.join("; ") || "the page has no sections"),
    });
  }
  const { reason: _, ...author } = tally;
  return { type: "finish", page, ...author, repaired: how === "repaired", omitted: assembly.omitted };
}

function newAssembly({ passages, message, workspace }: PageOrder): PageAssembly {
  const sources = toPageSources(passages);
  return assemblePage(sources, {
    sources: new Map(sources.map(({ n, excerpt }) => [n, excerpt])),
    message,
    calculators: [],
    linkHosts: workspace.linkHosts,
  });
}

/** Both attempts in one sum; the author is whoever wrote first. */
function together(first: Tally, second: Tally | null): Tally {
  if (!second) return first;
  const retryCount = first.retryCount + second.retryCount + 1;
  return { ...first, retryCount, usage: sumOfUsage(first.usage, second.usage) };
}

function sumOfUsage(one: Usage | null, other: Usage | null): Usage | null {
  if (!one || !other) return one ?? other;
  return {
    promptTokens: one.promptTokens + other.promptTokens,
    completionTokens: one.completionTokens + other.completionTokens,
    cachedTokens: one.cachedTokens + other.cachedTokens,
    reasoningTokens: one.reasoningTokens + other.reasoningTokens,
  };
}

function declined(): AppError {
  return new AppError("provider_unavailable", {
    message: "The model declined to write this page. Your message was kept; ask in other words.",
  });
}

function unavailable(error: ModelError): AppError {
  const retryAfterSeconds =
    error.retryAfterMs === undefined ? undefined : Math.ceil(error.retryAfterMs / 1000);
  return new AppError("provider_unavailable", {
    cause: error,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}
