import { describe, expect, it } from "@jest/globals";
import {
  nextUploads,
  reduceUploads,
  summariseUploads,
  type Upload,
} from "../../../lib/client/admin-uploads.ts";

const added = (...keys: string[]) =>
  reduceUploads([], { type: "added", uploads: keys.map((key) => ({ key, name: `${key}.md`, size: 10 })) });
const keys = (uploads: readonly Upload[]) => uploads.map(({ key }) => key);

describe("files on their way in", () => {
  it("travel two at a time, in the order they were chosen", () => {
    const waiting = added("a", "b", "c");
    expect(keys(nextUploads(waiting))).toEqual(["a", "b"]);
    const one = reduceUploads(waiting, { type: "moved", key: "a", state: { step: "sending", sent: 3 } });
    expect(keys(nextUploads(one))).toEqual(["b"]);
    const two = reduceUploads(one, { type: "moved", key: "b", state: { step: "reading" } });
    expect(nextUploads(two)).toEqual([]);
    const done = {
      step: "done" as const,
      documentId: "1",
      title: "A",
      passages: 2,
      change: "created" as const,
    };
    expect(keys(nextUploads(reduceUploads(two, { type: "moved", key: "a", state: done })))).toEqual(["c"]);
  });

  it("can be tried again after a failure, and go when they are dismissed", () => {
    const failed = reduceUploads(added("a"), {
      type: "moved",
      key: "a",
      state: { step: "failed", reason: "No." },
    });
    expect(nextUploads(failed)).toEqual([]);
    expect(keys(nextUploads(reduceUploads(failed, { type: "retried", key: "a" })))).toEqual(["a"]);
    expect(reduceUploads(failed, { type: "dismissed", key: "a" })).toEqual([]);
  });

  it("are told in one true sentence", () => {
    const done = {
      step: "done" as const,
      documentId: "1",
      title: "A",
      passages: 2,
      change: "created" as const,
    };
    const failed = { step: "failed" as const, reason: "No." };
    const one = reduceUploads(added("a", "b"), { type: "moved", key: "a", state: done });
    expect(summariseUploads(one)).toBe("Adding 1 file; 1 of 2 done");
    expect(summariseUploads(reduceUploads(one, { type: "moved", key: "b", state: failed }))).toBe(
      "1 file added, 1 could not be",
    );
    expect(summariseUploads(reduceUploads(one, { type: "moved", key: "b", state: done }))).toBe(
      "2 files added",
    );
  });

  it("stay while they run when the finished ones are cleared", () => {
    const done = {
      step: "done" as const,
      documentId: "1",
      title: "A",
      passages: 2,
      change: "created" as const,
    };
    const one = reduceUploads(added("a", "b"), { type: "moved", key: "a", state: done });
    expect(keys(reduceUploads(one, { type: "cleared" }))).toEqual(["b"]);
  });
});
