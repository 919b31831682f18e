import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { z } from "zod";
import { AppError } from "../../lib/errors.ts";
import { chatBodyLimit, idFromPath, personText, readJson } from "../../lib/request-body.ts";

const schema = z.strictObject({
  text: personText({ max: 4000 }),
  deep: z.strictObject({ n: z.number() }).optional(),
});

function post(body: BodyInit | null, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/", {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
    ...(body instanceof ReadableStream && { duplex: "half" as const }),
  });
}

const read = (request: Request) => readJson(request, schema);
const refusal = (request: Request) => read(request).then(failHere, (error: AppError) => error);
function failHere(): never {
  throw new Error("it was not refused");
}

describe("how much is read", () => {
  /** A body without a declared length, which counts what is taken from it. */
  function chunked(kilobytes: number) {
    let sent = 0;
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          if (sent === kilobytes) return controller.close();
          sent += 1;
          controller.enqueue(new Uint8Array(1024).fill(0x20));
        },
        cancel() {
          cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    return { stream, taken: () => sent, wasCancelled: () => cancelled };
  }

  test("a body without a length is refused as soon as it is too large, not when it is whole", async () => {
    const body = chunked(100_000);
    expect(await refusal(post(body.stream))).toMatchObject({ code: "payload_too_large", status: 413 });
    expect(body.taken()).toBeLessThanOrEqual(chatBodyLimit / 1024 + 2);
    expect(body.wasCancelled()).toBe(true);
  });

  test("a length that lies is not believed, in either direction", async () => {
    const large = post(chunked(70).stream, { "content-length": "10" });
    expect(await refusal(large)).toMatchObject({ code: "payload_too_large" });
    const small = post(JSON.stringify({ text: "a" }), { "content-length": "99999999" });
    expect(await read(small)).toEqual({ text: "a" });
  });

  test("a body of exactly the limit is read, one byte more is not", async () => {
    const withLength = (length: number) => `{"text":"a"}${" ".repeat(length - 12)}`;
    expect(await read(post(withLength(chatBodyLimit)))).toEqual({ text: "a" });
    expect(await refusal(post(withLength(chatBodyLimit + 1)))).toMatchObject({ status: 413 });
  });

  test("a client that leaves in the middle of its body is answered as a bad request", async () => {
    const stream = new ReadableStream({
      pull: (controller) => controller.error(new Error("socket hang up")),
    });
    const error = await refusal(post(stream));
    expect(error).toMatchObject({
      code: "invalid_request",
      message: "The request ended before it was whole.",
    });
  });
});

describe("what is read", () => {
  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "",
    "application/jsonp",
    "text/json",
  ])("content type %j is refused as such", async (type) => {
    expect(await refusal(post('{"text":"a"}', { "content-type": type }))).toMatchObject({ status: 415 });
  });

  test.each(["application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.api+json"])(
    "content type %j is JSON",
    async (type) => {
      expect(await read(post('{"text":"a"}', { "content-type": type }))).toEqual({ text: "a" });
    },
  );

  test.each([
    ["nothing", null],
    ["half a value", '{"text":'],
    ["a comment", '{"text":"a"} // b'],
    ["two values", '{"text":"a"}{}'],
    ["single quotes", "{'text':'a'}"],
    ["bytes of no text", new Uint8Array([0xff, 0xfe, 0x00])],
  ])("%s is not valid JSON", async (_what, body) => {
    expect(await refusal(post(body))).toMatchObject({ status: 400, message: "The body is not valid JSON." });
  });

  test("a byte order mark before the JSON is not part of it", async () => {
    expect(await read(post('\uFEFF{"text":"a"}'))).toEqual({ text: "a" });
  });

  test("brackets nested 30,000 deep are refused, and nothing breaks", async () => {
    const deep = `{"text":"a","deep":${"[".repeat(30_000)}${"]".repeat(30_000)}}`;
    expect(await refusal(post(deep))).toMatchObject({ code: "invalid_request", field: "deep" });
    const objects = `${'{"a":'.repeat(8_000)}1${"}".repeat(8_000)}`;
    expect(await refusal(post(objects))).toMatchObject({ code: "invalid_request" });
  });

  test.each([
    ['{"text":"a","colour":"red"}', "colour"],
    ['{"text":"a","deep":{"n":1,"m":2}}', "deep.m"],
    ['{"text":"a","__proto__":{"n":1}}', "__proto__"],
    ['{"text":"a","constructor":1}', "constructor"],
  ])("an unknown field is refused by its name: %s", async (body, field) => {
    const error = await refusal(post(body));
    expect(error).toMatchObject({ code: "invalid_request", field });
    expect(error.message).toContain("no field named");
  });

  test.each([
    ["{}", "text"],
    ['{"text":null}', "text"],
    ['{"text":["a"]}', "text"],
    ['{"text":"a","deep":{"n":"1"}}', "deep.n"],
  ])("a bad field is named: %s", async (body, field) => {
    expect(await refusal(post(body))).toMatchObject({ code: "invalid_request", field });
  });

  test.each(["[]", "1", '"text"', "null", "true"])("a body that is %s is refused", async (body) => {
    expect(await refusal(post(body))).toMatchObject({ code: "invalid_request", field: undefined });
  });

  test("a name of a megabyte is not repeated whole", async () => {
    const error = await refusal(post(JSON.stringify({ text: "a", [`x${"y".repeat(40_000)}`]: 1 })));
    expect(error.message.length).toBeLessThan(200);
    expect(error.field?.length).toBeLessThan(100);
  });

  test("any value at all is read or refused, never a crash", async () => {
    const property = fc.asyncProperty(fc.oneof(fc.json({ maxDepth: 4 }), fc.string()), async (text) => {
      const error = await read(post(text)).catch((thrown: unknown) => thrown);
      if (error instanceof Error) expect(error).toBeInstanceOf(AppError);
    });
    await fc.assert(property, { seed: 20261121, numRuns: 100 });
  });
});

describe("a person's text", () => {
  const text = personText({ max: 4000 });
  const accepts = (value: unknown) => text.safeParse(value).success;

  test("is counted in code points: 4,000 emoji fit, though they are 8,000 code units", () => {
    expect(accepts("🍺".repeat(4000))).toBe(true);
    expect(accepts("🍺".repeat(4001))).toBe(false);
    expect(accepts("a".repeat(4000))).toBe(true);
    expect(accepts("a".repeat(4001))).toBe(false);
    expect(accepts(`${"a".repeat(3999)}🍺`)).toBe(true);
  });

  test("is counted after trimming", () => {
    expect(text.parse(`  \n\t${"a".repeat(4000)} \u00A0\u2003`)).toBe("a".repeat(4000));
    expect(accepts(" \n ")).toBe(false);
    expect(accepts("")).toBe(false);
  });

  test.each([
    ["NUL", "a\u0000b"],
    ["a lone high surrogate", "a\uD83C"],
    ["a lone low surrogate", "\uDF7Ab"],
    ["surrogates the wrong way round", "\uDF7A\uD83C"],
  ])("with %s is refused, because no database stores it", (_what, value) => {
    expect(text.safeParse(value)).toMatchObject({
      success: false,
      error: { issues: [{ message: "Holds characters that cannot be stored." }] },
    });
  });

  test("keeps every other character inside it", () => {
    const inside = "a\u0001\u007F\u200B\u202E\uFFFFb e\u0301 👩‍👩‍👧";
    expect(text.parse(inside)).toBe(inside);
  });
});

describe("an id in a path", () => {
  test("is read in lower case", () => {
    expect(idFromPath("A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11")).toBe("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
  });

  test.each([
    undefined,
    "",
    "1",
    "undefined",
    "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1",
    "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}",
    "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11 ",
    "' or 1=1",
  ])("that is %j names nothing we have", (value) => {
    expect(() => idFromPath(value)).toThrow(expect.objectContaining({ code: "not_found" }));
  });
});
