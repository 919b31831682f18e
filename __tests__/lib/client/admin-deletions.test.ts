import { describe, expect, it } from "@jest/globals";
import {
  type Deletion,
  type DeletionAction,
  hiddenIds,
  reduceDeletions,
} from "../../../lib/client/admin-deletions.ts";

const deletionsAfter = (...actions: DeletionAction[]) =>
  actions.reduce<readonly Deletion[]>(reduceDeletions, []);
const asked: DeletionAction = { type: "requested", id: "a", title: "A" };

describe("a deletion", () => {
  it("hides the document at once and until the server has forgotten it", () => {
    expect([...hiddenIds(deletionsAfter(asked))]).toEqual(["a"]);
    expect([...hiddenIds(deletionsAfter(asked, { type: "moved", id: "a", step: "sent" }))]).toEqual(["a"]);
    expect([...hiddenIds(deletionsAfter(asked, { type: "moved", id: "a", step: "done" }))]).toEqual(["a"]);
  });

  it("brings the document back when it is undone or fails, with the reason", () => {
    expect(deletionsAfter(asked, { type: "dropped", id: "a" })).toEqual([]);
    const failed = deletionsAfter(asked, { type: "failed", id: "a", reason: "No connection." });
    expect(failed).toEqual([{ id: "a", title: "A", step: "failed", reason: "No connection." }]);
    expect(hiddenIds(failed).size).toBe(0);
  });

  it("can be asked for again after it failed", () => {
    const again = deletionsAfter(asked, { type: "failed", id: "a", reason: "No." }, asked);
    expect(again).toEqual([{ id: "a", title: "A", step: "held" }]);
  });

  it("that was undone does not come back with a late answer", () => {
    expect(
      deletionsAfter(asked, { type: "dropped", id: "a" }, { type: "moved", id: "a", step: "done" }),
    ).toEqual([]);
  });
});
