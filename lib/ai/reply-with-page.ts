import type { Usage } from "../models/model.ts";
import type { BevGeniePage, PageHead, PageSection } from "../pages/page-spec.ts";
import { type Author, measureTurn, offlineAuthor } from "./measure-turn.ts";
import type { Answering } from "./reply-with-text.ts";
import { TurnStopped } from "./running-turns.ts";
import type { Reply, Replying } from "./turn.ts";
import { writePage } from "./write-page.ts";

/** A page made for this visitor: its head, then each section as soon as it is whole. */
export async function* replyWithPage({ open, sources, deps, signal }: Answering): Replying {
  const watch = measureTurn(open, deps.now);
  const pageId = crypto.randomUUID();
  const shown: { head: PageHead | null; sections: PageSection[] } = { head: null, sections: [] };
  const made: { page: BevGeniePage | null; author: Author; usage: Usage | null } = {
    page: null,
    author: offlineAuthor,
    usage: null,
  };
  const ending: Pick<Reply, "status" | "failure"> = { status: "answered", failure: undefined };

  try {
    const parts = writePage({
      message: open.message,
      personaScores: open.personaScores,
      intent: open.routed.intent,
      passages: open.passages,
      workspace: deps.workspace.config,
      pageModel: deps.pageModel,
      signal,
    });
    for await (const part of parts) {
      if (part.type === "page") {
        watch.firstToken();
        shown.head = part.head;
        yield { page: { pageId, url: `/p/${pageId}`, ...part.head } };
      }
      if (part.type === "section") {
        shown.sections[part.index] = part.section;
        yield { section: { index: part.index, section: part.section } };
      }
      if (part.type === "finish") {
        Object.assign(made, { page: part.page, author: part, usage: part.usage });
        if (part.omitted.length > 0)
          deps.log.info({ turnId: open.turnId, omitted: part.omitted }, "left out of a page");
      }
    }
  } catch (error) {
    const isStopped = signal.reason instanceof TurnStopped;
    ending.status = isStopped ? "stopped" : "failed";
    ending.failure = isStopped ? undefined : error;
    made.page = partOf(shown);
  }

  const meta = watch.meta(made.author, made.usage);
  return {
    ...ending,
    answer: made.page ? `${made.page.title}. ${made.page.summary}` : "",
    sources,
    citations: [],
    followUps: [],
    page: made.page && { id: pageId, spec: made.page },
    meta: ending.status === "stopped" ? { ...meta, stopped: true } : meta,
  };
}

/** What was shown of a page that was not finished; null where that is not even a section. */
function partOf({ head, sections }: { head: PageHead | null; sections: PageSection[] }): BevGeniePage | null {
  const whole = sections.filter((section) => section !== undefined);
  return head && whole.length > 0 ? { ...head, sections: whole } : null;
}
