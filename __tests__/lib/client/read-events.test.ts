import { describe, expect, it, jest } from "@jest/globals";
import { ApiFailure } from "../../../lib/client/api-client.ts";
import { countCharacters } from "../../../lib/client/message-length.ts";
import { ConnectionLost, readEvents } from "../../../lib/client/read-events.ts";
import { safeLink } from "../../../lib/client/safe-link.ts";
import { describeFailure } from "../../../lib/client/turn-failure.ts";
import { evidenceOf, likeliestPersona } from "../../../lib/client/visitor-estimate.ts";

function streamOf(...pieces: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}
const bytes = (text: string) => new TextEncoder().encode(text);
async function all(stream: ReadableStream<Uint8Array>) {
  const lists = [];
  for await (const list of readEvents(stream)) lists.push(list);
  return lists;
}

describe("the events of a turn", () => {
  it("come in lists, one for each piece of the network", async () => {
    const stream = streamOf(
      bytes('id: 1\ndata: {"content":"a"}\n\nid: 2\ndata: {"content":"b"}\n\n: still here\n\n'),
      bytes('data: {"content":"c"}\n\ndata: [DONE]\n\n'),
    );
    expect(await all(stream)).toEqual([[{ content: "a" }, { content: "b" }], [{ content: "c" }]]);
  });

  it("survive a cut in the middle of a frame and of a letter", async () => {
    const whole = bytes('data: {"content":"déjà"}\n\ndata: [DONE]\n\n');
    expect(await all(streamOf(whole.slice(0, 19), whole.slice(19)))).toEqual([[{ content: "déjà" }]]);
  });

  it("are a lost connection when they end without saying so", async () => {
    await expect(all(streamOf(bytes('data: {"content":"a"}\n\n')))).rejects.toBeInstanceOf(ConnectionLost);
  });

  it("are a lost connection when the network breaks", async () => {
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new TypeError("network error")),
    });
    await expect(all(broken)).rejects.toBeInstanceOf(ConnectionLost);
  });

  it("are a lost connection when nothing is heard for longer than the server is ever silent", async () => {
    jest.useFakeTimers();
    let isClosed = false;
    const silent = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes('data: {"content":"a"}\n\n')),
      cancel: () => {
        isClosed = true;
      },
    });
    const read = expect(all(silent)).rejects.toBeInstanceOf(ConnectionLost);
    await jest.advanceTimersByTimeAsync(30_000);
    expect(isClosed).toBe(false);
    await jest.advanceTimersByTimeAsync(10_000);
    await read;
    expect(isClosed).toBe(true);
    jest.useRealTimers();
  });
});

describe("a failed turn", () => {
  it("says from when on a new try makes sense", () => {
    const refusal = new ApiFailure({ code: "rate_limited", message: "Too many.", retryAfterSeconds: 12 });
    expect(describeFailure(refusal, 1000)).toEqual({
      code: "rate_limited",
      sentence: "Too many.",
      retryAt: 13_000,
    });
  });

  it("can load the rest after a lost connection", () => {
    expect(describeFailure(new ConnectionLost(), 0)).toMatchObject({ canLoadRest: true });
  });
});

describe("a link in an answer", () => {
  it.each(["https://example.com/a", "http://example.com", "mailto:a@example.com", "/p/1"])(
    "opens %s",
    (address) => {
      expect(safeLink(address)).toBe(address);
    },
  );

  it.each(["javascript:alert(1)", "data:text/html,x", "//evil.example", "/\\evil.example", "relative", ""])(
    "does not open %j",
    (address) => {
      expect(safeLink(address)).toBeUndefined();
    },
  );
});

describe("a message's length", () => {
  it("counts code points after trimming", () => {
    expect(countCharacters("  a🍺é \n")).toBe(3);
  });
});

describe("what we think the visitor is", () => {
  const personas = [{ id: "buyer" }, { id: "seller" }];

  it("is the persona with the highest score, from 0.2 on", () => {
    expect(likeliestPersona(personas, { buyer: 0.2, seller: 0.5 })?.id).toBe("seller");
    expect(likeliestPersona(personas, { buyer: 0.1 })).toBeUndefined();
  });

  it("rests on the visitor's own words, and on their correction", () => {
    const signal = { persona: "buyer", strength: "STRONG" as const, confidence: 0.3, keywords: ["order"] };
    const quoted = { ...signal, start: 2, end: 12, message: "I order beer." };
    const corrected = { ...signal, keywords: [], start: null, end: null, message: null };
    expect(evidenceOf([quoted, corrected]).map(({ words }) => words)).toEqual(["order beer", null]);
  });

  it("lists the words where they lie far apart", () => {
    const far = { start: 0, end: 120, message: `We ${"x".repeat(110)} order` };
    const [reason] = evidenceOf([
      { persona: "buyer", strength: "WEAK", confidence: 0.1, keywords: ["We", "order"], ...far },
    ]);
    expect(reason?.words).toBe("We, order");
  });
});
