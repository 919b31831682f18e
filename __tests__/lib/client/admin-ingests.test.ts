import { describe, expect, it } from "@jest/globals";
import { findFailures } from "../../../lib/client/admin-find-documents.ts";
import {
  countReady,
  type Ingest,
  nameIngest,
  progressOf,
  shownIngests,
  summariseIngest,
  toFollow,
} from "../../../lib/client/admin-ingests.ts";
import { stateOfSource } from "../../../lib/client/admin-sources.ts";

const ended = "2026-11-21T12:00:00Z";
const job = (more: Partial<Ingest> = {}): Ingest => ({
  ...{ id: "a", kind: "upload", label: "a.pdf", createdAt: ended, finishedAt: null, counts: {} },
  ...{ items: 1, passages: 0, entries: [] },
  ...more,
});

describe("a job", () => {
  it("is told in numbers that add up", () => {
    const counts = { waiting: 1, reading: 1, embedding: 1, ready: 4, unchanged: 2, failed: 1, cancelled: 3 };
    expect(progressOf({ counts })).toEqual({
      ...{ underWay: 3, done: 6, unchanged: 2, failed: 1, cancelled: 3, all: 13 },
    });
    expect(summariseIngest({ counts, passages: 40 })).toBe(
      "6 of 13 ready, 2 unchanged, 1 failed, 3 given up, 3 to go, 40 passages",
    );
    expect(summariseIngest({ counts: { ready: 2 }, passages: 1 })).toBe("2 ready, 1 passage");
  });

  it("is called by its file, or by how many they are", () => {
    expect(nameIngest(job())).toBe("a.pdf");
    expect(nameIngest(job({ items: 3 }))).toBe("3 files");
    expect(nameIngest(job({ kind: "source", items: 3, label: "https://example.com" }))).toBe(
      "https://example.com",
    );
    expect(nameIngest(job({ kind: "restore", label: "Prices" }))).toBe("Prices, an earlier text");
  });

  it("is shown while it goes on, and for a while after where somebody waited for it", () => {
    const jobs = [
      job({ id: "on" }),
      job({ id: "done", finishedAt: ended }),
      job({ id: "another's", finishedAt: ended }),
    ];
    const shown = (minutes: number) =>
      shownIngests(jobs, { now: Date.parse(ended) + minutes * 60_000, followed: new Set(["done"]) });
    expect(shown(9).map(({ id }) => id)).toEqual(["on", "done"]);
    expect(shown(11).map(({ id }) => id)).toEqual(["on"]);
  });

  it("is followed to its end, but for a text that was written here", () => {
    const jobs = [
      job({ id: "on" }),
      job({ id: "text", kind: "text" }),
      job({ id: "done", finishedAt: ended }),
    ];
    expect(toFollow(jobs)).toEqual(["on"]);
  });

  it("changes the list of documents with each that came in or failed", () => {
    expect(
      countReady([job({ counts: { ready: 1, failed: 1, waiting: 5 } }), job({ counts: { unchanged: 1 } })]),
    ).toBe(3);
  });
});

it("failures are found by their names, and by no tag", () => {
  const filter = { words: "PRICES", tag: undefined, order: "title", direction: "ascending" } as const;
  expect(findFailures([{ name: "prices.pdf" }, { name: "kegs.pdf" }], filter)).toEqual([
    { name: "prices.pdf" },
  ]);
  expect(findFailures([{ name: "prices.pdf" }], { ...filter, tag: "cash" })).toEqual([]);
});

it.each([
  ["2 documents", { documents: 2, ingest: null }],
  [
    "1 document; 1 page could not be read",
    { documents: 1, ingest: job({ finishedAt: ended, counts: { failed: 1 } }) },
  ],
  ["Looking for pages…", { documents: 0, ingest: job() }],
  ["Fetching: 1 of 2 ready, 1 to go", { documents: 0, ingest: job({ counts: { ready: 1, waiting: 1 } }) }],
])("a source stands so: %s", (words, source) => {
  expect(stateOfSource(source)).toBe(words);
});
