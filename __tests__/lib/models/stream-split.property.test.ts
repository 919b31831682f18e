import { Readable } from "node:stream";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { eventData } from "../../../lib/models/event-data.ts";
import { readLines } from "../../../lib/models/read-lines.ts";

const bounds = { seed: 20_261_110, numRuns: 200 };
const line = fc.string({ unit: "grapheme", maxLength: 30 }).map((text) => text.replace(/[\r\n]/g, " "));

/** The bytes in pieces, cut wherever `cuts` says. */
function pieces(bytes: Buffer, cuts: number[]): Buffer[] {
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at]
    .map((start, index) => bytes.subarray(start, at[index]))
    .filter((piece) => piece.length > 0);
}

async function eventsOf(chunks: Buffer[]): Promise<string[]> {
  const take = eventData();
  const events: string[] = [];
  const body = Readable.from(chunks, { objectMode: false });
  for await (const lines of readLines(body, new AbortController().signal)) events.push(...take(lines));
  return events;
}

test("the same events come out however the bytes were split", async () => {
  const event = fc.record({
    data: fc.array(line, { minLength: 1, maxLength: 3 }),
    noise: fc.constantFrom("", ": a comment\n", "event: message\n", "id: 7\nretry: 10\n", ":\n"),
    end: fc.constantFrom("\n", "\r\n"),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 40 }),
      async (events, cuts) => {
        const text = events
          .map(({ data, noise, end }) =>
            `${noise}${data.map((one) => `data: ${one}\n`).join("")}\n`.replaceAll("\n", end),
          )
          .join("");
        const found = await eventsOf(pieces(Buffer.from(text), cuts));
        expect(found).toEqual(events.map(({ data }) => data.join("\n")));
      },
    ),
    bounds,
  );
});

test("an event whose last line or empty line never came is not an event", async () => {
  expect(await eventsOf([Buffer.from("data: one\n\ndata: two\n")])).toEqual(["one"]);
  expect(await eventsOf([Buffer.from("data: one\n\ndata: tw")])).toEqual(["one"]);
});

test("the space after the colon is optional, and a field without a colon is empty", async () => {
  expect(await eventsOf([Buffer.from("data:one\n\ndata\n\ndatax: no\n\n")])).toEqual(["one", ""]);
});
