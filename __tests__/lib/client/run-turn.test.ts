import { afterEach, describe, expect, it, jest } from "@jest/globals";
import type { ChatEvent } from "../../../lib/ai/chat-event.ts";
import { followTurn, runTurn } from "../../../lib/client/run-turn.ts";

const body = { message: "Hello", mode: "text" as const, idempotencyKey: "k" };
const frame = (id: number, event: object) => `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`;
const turn = frame(1, { turn: { turnId: "t1", conversationId: "c1" } });
const done = "data: [DONE]\n\n";

type Sent = { path: string; method: string | undefined; lastEventId: string | null; body: unknown };

/** A server that gives these answers in order, each as far as it goes: an Error is a network that is gone. */
function serve(...answers: (string | Error)[]): Sent[] {
  const sent: Sent[] = [];
  jest.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    sent.push({
      path: String(input),
      method: init?.method,
      lastEventId: new Headers(init?.headers).get("last-event-id"),
      body: init?.body,
    });
    const answer = answers.shift();
    if (answer instanceof Error || answer === undefined) throw answer ?? new TypeError("no more answers");
    return new Response(answer);
  });
  return sent;
}

async function read(run: typeof runTurn | typeof followTurn): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  const reading = {
    workspace: "w",
    signal: new AbortController().signal,
    onEvents: (more: ChatEvent[]) => events.push(...more),
    pause: async () => undefined,
  };
  await run({ ...reading, body, turnId: "t1" });
  return events;
}

afterEach(() => {
  jest.restoreAllMocks();
});

const contentOf = (events: ChatEvent[]) =>
  events.map((event) => ("content" in event ? event.content : "")).join("");

describe("a turn whose connection breaks", () => {
  it("goes on after the last frame that arrived, without a word twice", async () => {
    const sent = serve(
      turn + frame(2, { content: "One " }),
      new TypeError("gone"),
      frame(3, { content: "two " }),
      frame(4, { content: "three" }) + done,
    );
    expect(contentOf(await read(runTurn))).toBe("One two three");
    expect(sent.map(({ path, method, lastEventId }) => [path, method, lastEventId])).toEqual([
      ["/api/chat", "POST", null],
      ["/api/chat/t1/stream", "GET", "2"],
      ["/api/chat/t1/stream", "GET", "2"],
      ["/api/chat/t1/stream", "GET", "3"],
    ]);
  });

  it("is sent again with the same key where nothing had arrived", async () => {
    const sent = serve(new TypeError("gone"), turn + frame(2, { content: "One" }) + done);
    expect(contentOf(await read(runTurn))).toBe("One");
    expect(sent.map(({ body }) => body)).toEqual([JSON.stringify(body), JSON.stringify(body)]);
  });

  it("is a failure when it stays broken", async () => {
    serve();
    await expect(read(runTurn)).rejects.toMatchObject({ code: "unreachable" });
  });

  it("is a lost connection, not an unsent message, when it stays broken after its first frame", async () => {
    serve(turn);
    await expect(read(runTurn)).rejects.toMatchObject({ name: "ConnectionLost" });
  });
});

it("a turn from before a reload is read from its beginning", async () => {
  const sent = serve(turn + frame(2, { content: "One" }) + done);
  expect(contentOf(await read(followTurn))).toBe("One");
  expect(sent).toMatchObject([{ path: "/api/chat/t1/stream", lastEventId: null }]);
});
