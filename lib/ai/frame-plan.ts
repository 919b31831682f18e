import type { WireError } from "../errors.ts";
import type { BevGeniePage } from "../pages/page-spec.ts";
import type { ChatEvent, Citation, Source, TurnMeta } from "./chat-event.ts";
import type { PersonaScores, Signal } from "./score-persona.ts";
import type { Reply, Replying } from "./turn.ts";

/**
 * How a reply was cut into frames: a number is a piece of the answer by its length in UTF-16 code units, a word the
 * key of an event that is stored with the turn. With the stored turn it gives the same frames under the same ids again, and takes a few
 * hundred bytes where the frames themselves would take as much as the answer.
 */
export type FramePlan = (string | number | ChatEvent)[];

/** Kinds that the stored turn holds; an event of another kind is written down whole. */
const stored = new Set(["sources", "citations", "followUps", "page", "section"]);

/** Passes a reply on and writes down how it is cut. */
export async function* planned(replying: Replying, plan: FramePlan): Replying {
  for (;;) {
    const next = await replying.next();
    if (next.done) return next.value satisfies Reply;
    plan.push(partOf(next.value));
    yield next.value;
  }
}

function partOf(event: ChatEvent): FramePlan[number] {
  if ("content" in event) return event.content.length;
  const kind = Object.keys(event)[0] ?? "";
  return stored.has(kind) ? kind : event;
}

/** A turn as `replay_turn` tells it. */
export type StoredReply = {
  turnId: string;
  conversationId: string;
  intent: string;
  status: "running" | "answered" | "stopped" | "failed";
  answer: string;
  sources: Source[];
  citations: Citation[];
  followUps: string[];
  meta: TurnMeta | null;
  error: WireError | null;
  frames: { plan: FramePlan; personaScores: PersonaScores } | null;
  page: { pageId: string; spec: BevGeniePage } | null;
  signals: Signal[];
};

/** The events of a turn that has ended, as its first reader got them. */
export function rebuildEvents(turn: StoredReply): ChatEvent[] {
  const plan = turn.frames?.plan ?? plainPlan(turn);
  const cursor = { content: 0, section: 0 };
  const events = plan.flatMap((part) => eventOf(part, turn, cursor));
  if (turn.status === "failed" && turn.error) events.push({ error: turn.error });
  if (turn.status !== "failed" && turn.meta) events.push({ meta: turn.meta });
  return events;
}

/** Of a turn whose cut is not known: the answer in one piece. */
function plainPlan({ answer, followUps, page }: StoredReply): FramePlan {
  if (page) return ["turn", "sources", "page", ...page.spec.sections.map(() => "section")];
  return [
    "turn",
    "sources",
    ...(answer === "" ? [] : [answer.length]),
    "citations",
    ...(followUps.length > 0 ? ["followUps"] : []),
  ];
}

function eventOf(
  part: FramePlan[number],
  turn: StoredReply,
  cursor: { content: number; section: number },
): ChatEvent[] {
  const { answer, sources, citations, followUps, page } = turn;
  if (typeof part === "number") {
    const content = answer.slice(cursor.content, cursor.content + part);
    cursor.content += part;
    return [{ content }];
  }
  if (typeof part === "object") return [part];
  switch (part) {
    case "turn":
      return [turnEvent(turn)];
    case "sources":
      return [{ sources }];
    case "citations":
      return [{ citations }];
    case "followUps":
      return [{ followUps }];
    case "page": {
      if (!page) return [];
      const { sections: _, ...head } = page.spec;
      return [{ page: { pageId: page.pageId, url: `/p/${page.pageId}`, ...head } }];
    }
    case "section": {
      const index = cursor.section;
      cursor.section += 1;
      const section = page?.spec.sections[index];
      return section ? [{ section: { index, section } }] : [];
    }
    default:
      return [];
  }
}

function turnEvent({ turnId, conversationId, intent, frames, signals }: StoredReply): ChatEvent {
  return { turn: { turnId, conversationId, intent, personaScores: frames?.personaScores ?? {}, signals } };
}
