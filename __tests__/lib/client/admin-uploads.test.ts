import { describe, expect, it } from "@jest/globals";
import type { Ingest } from "../../../lib/client/admin-ingests.ts";
import {
  nextUploads,
  reduceUploads,
  summariseUploads,
  type Upload,
} from "../../../lib/client/admin-uploads.ts";

const added = (...keys: string[]) =>
  reduceUploads([], {
    type: "added",
    uploads: keys.map((key) => ({ key, ingestId: "job", name: `${key}.md`, size: 10 })),
  });
const keys = (uploads: readonly Upload[]) => uploads.map(({ key }) => key);
const job = (counts: Ingest["counts"], more: Partial<Ingest> = {}): Ingest => ({
  ...{ id: "job", kind: "upload", label: "a.md", createdAt: "2026-11-21T12:00:00Z", finishedAt: null },
  ...{ counts, items: 1, passages: 0, entries: [] },
  ...more,
});

describe("files on their way to the server", () => {
  it("travel two at a time, in the order they were chosen", () => {
    const waiting = added("a", "b", "c");
    expect(keys(nextUploads(waiting))).toEqual(["a", "b"]);
    const one = reduceUploads(waiting, { type: "moved", key: "a", state: { step: "sending", sent: 3 } });
    expect(keys(nextUploads(one))).toEqual(["b"]);
    const two = reduceUploads(one, { type: "moved", key: "b", state: { step: "storing" } });
    expect(nextUploads(two)).toEqual([]);
    expect(keys(nextUploads(reduceUploads(two, { type: "dismissed", key: "a" })))).toEqual(["c"]);
  });

  it("can be sent again after a failure, and go when they are dismissed", () => {
    const state = { step: "failed" as const, reason: "No." };
    const failed = reduceUploads(added("a"), { type: "moved", key: "a", state });
    expect(nextUploads(failed)).toEqual([]);
    expect(keys(nextUploads(reduceUploads(failed, { type: "retried", key: "a" })))).toEqual(["a"]);
    expect(reduceUploads(failed, { type: "dismissed", key: "a" })).toEqual([]);
  });

  it("stay while they run when the finished ones are cleared", () => {
    const state = { step: "failed" as const, reason: "No." };
    const one = reduceUploads(added("a", "b"), { type: "moved", key: "a", state });
    expect(keys(reduceUploads(one, { type: "cleared" }))).toEqual(["b"]);
  });
});

describe("one true sentence", () => {
  const failed = reduceUploads(added("a"), {
    ...{ type: "moved", key: "a", state: { step: "failed", reason: "No." } },
  });
  const cases: [string, readonly Upload[], Ingest[]][] = [
    ["Adding 2 files; 0 of 2 done", added("a", "b"), []],
    ["Adding 2 files; 3 of 6 done", added("a"), [job({ ready: 2, unchanged: 1, failed: 1, embedding: 1 })]],
    ["1 file could not be added", failed, []],
    [
      "1 file added, 1 could not be added",
      failed,
      [job({ ready: 1 }, { finishedAt: "2026-11-21T12:00:00Z" })],
    ],
    [
      "1 file added, 1 unchanged",
      [],
      [job({ ready: 1, unchanged: 1 }, { finishedAt: "2026-11-21T12:00:00Z" })],
    ],
    ["2 files unchanged", [], [job({ unchanged: 2 }, { finishedAt: "2026-11-21T12:00:00Z" })]],
    ["Looking for pages", [], [job({}, { kind: "source" })]],
    ["Given up", [], [job({ cancelled: 2 }, { finishedAt: "2026-11-21T12:00:00Z" })]],
    ["2 documents added", [], [job({ ready: 2 }, { kind: "source", finishedAt: "2026-11-21T12:00:00Z" })]],
  ];
  it.each(cases)("%s", (sentence, uploads, jobs) => {
    expect(summariseUploads(uploads, jobs)).toBe(sentence);
  });
});
