import type { ChatEvent, Citation, Source, TurnMeta } from "../ai/chat-event.ts";
import { type RunningTurn, stopTurn } from "../ai/running-turns.ts";
import { turnEvents } from "../ai/turn-events.ts";
import { AppError, type WireError } from "../errors.ts";
import type { CompletionEnd, CompletionPart, SourcedCitation } from "./completion-part.ts";
import { stopFilter } from "./stop-filter.ts";

type Turned = Extract<ChatEvent, { turn: unknown }>["turn"];
type Heard = {
  turn: Turned | undefined;
  sources: Source[];
  citations: Citation[];
  followUps: string[];
  meta: TurnMeta | undefined;
};

/**
 * A workspace's turn as a completion. A stop sequence ends the turn itself. Throws what the turn failed of after
 * its first words.
 */
export async function* workspaceParts(turn: RunningTurn, stops: string[]): AsyncGenerator<CompletionPart> {
  const filter = stopFilter(stops);
  const heard: Heard = { turn: undefined, sources: [], citations: [], followUps: [], meta: undefined };
  for await (const event of turnEvents(turn)) {
    if ("content" in event) {
      const text = filter.read(event.content);
      if (text !== "") yield { text };
      if (filter.stopped) stopTurn(turn, "visitor");
    } else if ("error" in event) {
      throw failureOf(event.error);
    } else {
      Object.assign(heard, event);
    }
  }
  const rest = filter.end();
  if (rest !== "") yield { text: rest };
  yield { end: endOf(heard) };
}

function endOf({ turn, sources, citations, followUps, meta }: Heard): CompletionEnd {
  if (!turn || !meta) throw new AppError("internal");
  const { finishReason } = meta;
  return {
    finishReason: finishReason === "length" ? "length" : finishReason ? "content_filter" : "stop",
    promptTokens: meta.tokensPrompt,
    completionTokens: meta.tokensCompletion,
    turn: { ...turn, citations: citations.flatMap((one) => withSource(one, sources)), followUps, meta },
  };
}

function withSource(citation: Citation, sources: Source[]): SourcedCitation[] {
  const source = sources.find(({ n }) => n === citation.n);
  if (!source) return [];
  const { title, url, documentId, passageId } = source;
  return [{ ...citation, title, ...(url !== undefined && { url }), documentId, passageId }];
}

function failureOf({ code, message, retryAfterSeconds }: WireError): AppError {
  return new AppError(code, { message, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) });
}
