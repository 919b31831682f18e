import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type ClientRequest, exchangeReader } from "../../../lib/db/wire-exchanges.ts";

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(4 + body.length), body]);
}

const startup = Buffer.concat([int32(17), int32(196608), Buffer.from("user\0a\0\0\0")]);
const body = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));

/** One exchange as a client would send it, with what the reader must make of it. */
const exchange = fc.oneof(
  body.map((text): Buffer => message("Q", text)),
  fc
    .array(fc.tuple(fc.constantFrom("P", "B", "D", "E", "C"), body), { maxLength: 5 })
    .map(
      (parts): Buffer =>
        Buffer.concat([...parts.map((part) => message(...part)), message("S", Buffer.alloc(0))]),
    ),
);

/** The bytes cut at arbitrary places. */
function cut(bytes: Buffer, places: number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((begin, index) => bytes.subarray(begin, at[index] ?? bytes.length));
}

test("however the bytes are cut, the same exchanges come out, whole and in order", () => {
  const property = fc.property(
    fc.array(exchange, { maxLength: 8 }),
    fc.array(fc.nat(), { maxLength: 40 }),
    (exchanges, places) => {
      const read = exchangeReader();
      const chunks = cut(Buffer.concat([startup, ...exchanges]), places);
      const found: ClientRequest[] = chunks.flatMap((chunk) => read(chunk));
      expect(found).toEqual([
        { type: "startup" },
        ...exchanges.map((bytes) => ({ type: "exchange", bytes, isWhole: true })),
      ]);
    },
  );
  fc.assert(property, { seed: 20261121, numRuns: 200 });
});

test("a flush lets the server answer, and is not the end of an exchange", () => {
  const read = exchangeReader();
  const parse = message("P", Buffer.from("a"));
  const flush = message("H", Buffer.alloc(0));
  const sync = message("S", Buffer.alloc(0));
  expect(read(Buffer.concat([startup, parse, flush, sync])).slice(1)).toEqual([
    { type: "exchange", bytes: Buffer.concat([parse, flush]), isWhole: false },
    { type: "exchange", bytes: sync, isWhole: true },
  ]);
});

test.each([
  ["a good-bye", Buffer.concat([startup, message("X", Buffer.alloc(0))])],
  ["a request to cancel", Buffer.concat([int32(16), int32(80877102), int32(1), int32(2)])],
  ["another protocol", Buffer.from("GET / HTTP/1.1\r\n\r\n")],
  ["a message of a type that nobody knows", Buffer.concat([startup, message("!", Buffer.from("a"))])],
  ["a message shorter than its own length", Buffer.concat([startup, Buffer.from("Q"), int32(2)])],
])("%s ends the connection", (_what, bytes) => {
  expect(exchangeReader()(bytes).at(-1)).toEqual({ type: "leave" });
});

test("bytes of no protocol at all never throw", () => {
  const property = fc.property(fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 8 }), (chunks) => {
    const read = exchangeReader();
    for (const chunk of chunks) expect(Array.isArray(read(Buffer.from(chunk)))).toBe(true);
  });
  fc.assert(property, { seed: 20261121, numRuns: 200 });
});
