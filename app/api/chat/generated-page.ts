import type { ChatEvent } from "../../../lib/ai/chat-event.ts";
import type { RunningTurn } from "../../../lib/ai/running-turns.ts";
import { AppError } from "../../../lib/errors.ts";
import { citedSources } from "../../../lib/pages/page-sources.ts";

type EventWith<Key extends string> = Extract<ChatEvent, Record<Key, unknown>>;

/** The answer of `mode: "generate"` for a client that wants no stream: the whole page as one JSON body. */
export async function generatedPage(turn: RunningTurn, headers: Headers): Promise<Response> {
  await turn.finished;
  if (turn.failure !== undefined) throw turn.failure;
  const failed = find(turn.events, "error")?.error;
  if (failed) throw new AppError(failed.code, failed);
  const head = find(turn.events, "page")?.page;
  const meta = find(turn.events, "meta")?.meta;
  if (!head || !meta) throw new AppError("provider_unavailable", { message: "The page could not be made." });
  // What was stopped is not stored; half a page with an address that leads nowhere would be no answer.
  if (meta.stopped) throw new AppError("conflict", { message: "The page was stopped before it was whole." });
  const { pageId, url, sources, ...page } = head;
  const sections = turn.events.flatMap((event) => ("section" in event ? [event.section.section] : []));
  const cited = citedSources(sources, sections);
  const body = { type: "page_generated", page: { ...page, sections, sources: cited }, pageId, url, meta };
  return Response.json(body, { headers });
}

function find<Key extends string>(events: ChatEvent[], key: Key): EventWith<Key> | undefined {
  return events.find((event): event is EventWith<Key> => key in event);
}
