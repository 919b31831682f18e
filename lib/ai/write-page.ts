import { AppError } from "../errors.ts";
import type { TextModel, TextRequest, Usage } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";
import { assemblePage, type PageAssembly, type PagePart } from "../pages/assemble-page.ts";
import { choosePageType } from "../pages/choose-page-type.ts";
import { readRepairs } from "../pages/compile-page.ts";
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
import { modelText, type PageCall, readPage, type Tally } from "./read-page.ts";

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
  /** Told of each call to a provider. */
  onAttempt?: TextRequest["onAttempt"];
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

/**
 * Writes a page: its head, each section as soon as it is whole and checked, and at last the page.
 * Parts that are not valid or not supported are asked for once more. Without a model, or when it fails
 * before the first part and the workspace allows it, the page is composed from the passages.
 * Throws AppError `provider_unavailable` when no page can be made, and the signal's reason when aborted.
 */
export async function* writePage(turn: PageTurn): AsyncGenerator<PageEvent> {
  const order = pageOrderOf(turn);
  if (!turn.pageModel) return yield* writeOffline(order, { retryCount: 0, fallbackUsed: false });

  let begun = false;
  try {
    for await (const event of writeWithModel(order, turn.pageModel, turn)) {
      begun = true;
      yield event;
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    if (begun || !turn.workspace.offlineAnswers) throw unavailable(error);
    yield* writeOffline(order, { retryCount: 1, fallbackUsed: true });
  }
}

/** What is asked of whoever writes the page. */
export function pageOrderOf({
  message,
  intent,
  passages,
  personaScores,
  workspace,
}: Pick<PageTurn, "message" | "intent" | "passages" | "personaScores" | "workspace">): PageOrder {
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
  { signal, onAttempt }: Pick<PageTurn, "signal" | "onAttempt">,
): AsyncGenerator<PageEvent> {
  const ledger = onAttempt ? { onAttempt } : {};
  const assembly = newAssembly(order);
  const { currency } = order.workspace;
  const first = { model, request: { ...pageRequest(order), ...ledger }, signal };
  const { written, tally } = yield* readPage(first, assembly, currency);
  if (tally.reason === "refusal" || tally.reason === "filter") throw declined();
  if (assembly.refused.length === 0) return yield finished(assembly, tally, "written at once");

  if (!assembly.hasHead()) {
    const problems = assembly.refused.flatMap((refusal) => refusal.problems);
    const second = newAssembly(order);
    const request = { ...pageRepairRequest(order, written, problems), ...ledger };
    const again = yield* readPage({ model, request, signal }, second, currency);
    yield* second.settle([]);
    return yield finished(second, together(tally, again.tally), "repaired");
  }

  const request = { ...sectionsRepairRequest(order, written, assembly.refused), ...ledger };
  const repair = await readRepair({ model, request, signal }, assembly);
  yield* assembly.settle(readRepairs(repair.written, currency));
  yield finished(assembly, together(tally, repair.tally), "repaired");
}

/**
 * The repair's text, asked for once more when it breaks off, since nobody has seen any of it. A provider that
 * fails here costs nothing when what is left of every refused section can be shown.
 */
async function readRepair(
  call: PageCall,
  assembly: PageAssembly,
): Promise<{ written: string; tally: Tally | null }> {
  for (let broken = 0; ; broken += 1) {
    const text = modelText(call);
    let written = "";
    try {
      for (let next = await text.next(); ; next = await text.next()) {
        if (next.done) return { written, tally: next.value };
        written += next.value;
      }
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      if (written !== "" && broken === 0) continue;
      const canDoWithout = assembly.refused.every(({ remainder }) => remainder !== undefined);
      if (!canDoWithout) throw error;
      return { written: "", tally: null };
    }
  }
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
