import type { Gap, GapList, GapPassage, GapState } from "../client/admin-gaps.ts";
import { AppError } from "../errors.ts";
import { type SearchDeps, searchKnowledge } from "./search-knowledge.ts";

type StoredGap = Gap & { foundVersion: number | null; knowledgeVersion: number };
type StoredGaps = { gaps: StoredGap[]; counts: GapList["counts"] };

export type GapDeps = SearchDeps;

/** As many as a screen shows, and as are searched for again when they are read: each takes some milliseconds. */
const mostListed = 200;
const mostSearched = 10;

/**
 * The questions that were not answered, the one that most visitors asked first. Those of which it is not known whether
 * the knowledge base as it is now answers them are searched for, some at a time; what counted as answered and is not
 * found any more is open again. `state` undefined: of every state. Throws DatabaseError.
 */
export async function listGaps(state: GapState | undefined, deps: GapDeps): Promise<GapList> {
  const read = () =>
    deps.call<StoredGaps>("list_gaps", {
      p_workspace: deps.workspace.id,
      p_state: state ?? null,
      p_limit: mostListed,
    });
  const listed = await read();
  const unsure = listed.gaps.filter((gap) => gap.state !== "dismissed" && !isChecked(gap));
  if (unsure.length === 0) return forReading(listed);
  await Promise.all(unsure.slice(0, mostSearched).map((gap) => searchAgain(gap, deps)));
  return forReading(await read());
}

/**
 * Puts a gap into another state. As answered it counts only when a search finds something for it that was not there
 * when it was asked: otherwise AppError `conflict`. `not_found` where the workspace has no such gap.
 */
export async function changeGap(gapId: string, state: GapState, deps: GapDeps): Promise<Gap> {
  const gap = await deps.call<StoredGap | null>("read_gap", { p_workspace: deps.workspace.id, p_gap: gapId });
  if (!gap) throw new AppError("not_found", { message: "There is no such question." });
  if (state === "answered" && !(await searchAgain(gap, deps))) {
    throw new AppError("conflict", {
      message:
        "A search still finds nothing new for this question. Write a document that answers it, or dismiss it.",
    });
  }
  const changed = await deps.call<StoredGap | null>("change_gap", {
    p_workspace: deps.workspace.id,
    p_gap: gapId,
    p_state: state,
  });
  if (!changed) throw new AppError("not_found", { message: "There is no such question." });
  return gapForReading(changed);
}

function isChecked({ foundVersion, knowledgeVersion }: StoredGap): boolean {
  return foundVersion === knowledgeVersion;
}

/** Searches as a turn would, and notes what is found. Best may be what was nearest before: that answered nothing. */
async function searchAgain(gap: StoredGap, deps: GapDeps): Promise<GapPassage | null> {
  const { passages, knows } = await searchKnowledge(
    { query: gap.question, limit: 1, personaScores: {}, sources: undefined },
    deps,
  );
  const [best] = passages;
  const isNew = knows && best !== undefined && best.passageId !== gap.nearest?.passageId;
  const found = isNew
    ? {
        documentId: best.documentId,
        passageId: best.passageId,
        title: best.title,
        excerpt: best.content.slice(0, 240).replace(/\p{Surrogate}$/u, ""),
      }
    : null;
  await deps.call("note_found", {
    p_workspace: deps.workspace.id,
    p_found: [{ gapId: gap.id, version: gap.knowledgeVersion, found }],
  });
  return found;
}

function forReading({ gaps, counts }: StoredGaps): GapList {
  return { gaps: gaps.map(gapForReading), counts };
}

/** What was searched when is ours to know. */
function gapForReading({ foundVersion: _, knowledgeVersion: __, ...gap }: StoredGap): Gap {
  return gap;
}
