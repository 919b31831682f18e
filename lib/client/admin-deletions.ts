/**
 * Documents taken out of the list. Each is held back for a few seconds, in which it can be undone; only then,
 * or when the page is left, is it deleted for good.
 */
export type Deletion = {
  id: string;
  title: string;
  step: "held" | "sent" | "done" | "failed";
  /** Why the server did not delete it. */
  reason?: string;
};

export type DeletionAction =
  | { type: "requested"; id: string; title: string }
  | { type: "moved"; id: string; step: "sent" | "done" }
  | { type: "failed"; id: string; reason: string }
  /** Undone, or its failure was read. */
  | { type: "dropped"; id: string };

/** How long a deletion can be undone. */
export const undoMs = 6000;

export function reduceDeletions(deletions: readonly Deletion[], action: DeletionAction): readonly Deletion[] {
  const others = deletions.filter(({ id }) => id !== action.id);
  const known = deletions.find(({ id }) => id === action.id);
  if (action.type === "requested") return [...others, { id: action.id, title: action.title, step: "held" }];
  if (action.type === "dropped" || !known) return others;
  const { id, title } = known;
  if (action.type === "failed") return [...others, { id, title, step: "failed", reason: action.reason }];
  return [...others, { id, title, step: action.step }];
}

/** What lists leave out: all but the documents that turned out to be there still. */
export function hiddenIds(deletions: readonly Deletion[]): ReadonlySet<string> {
  return new Set(deletions.filter(({ step }) => step !== "failed").map(({ id }) => id));
}
