import { afterEach, describe, expect, jest, test } from "@jest/globals";
import type { ChatEvent } from "../../../lib/ai/chat-event.ts";
import {
  type RunningTurn,
  readTurn,
  startTurn,
  stopTurn,
  TurnStopped,
  type TurnVisitor,
  untilShown,
} from "../../../lib/ai/running-turns.ts";
import { AppError, toWireError } from "../../../lib/errors.ts";

const turnEvent: ChatEvent = {
  turn: { turnId: "t1", conversationId: "c1", intent: "any", personaScores: {}, signals: [] },
};
const word = (content: string): ChatEvent => ({ content });
const meta = { meta: { stopped: true } } as unknown as ChatEvent;
const visitor: TurnVisitor = { visitorId: "v1", version: 1, conversationId: "c1", scores: {} };

/** A turn whose events are given by hand. */
function handTurn() {
  const events: ChatEvent[] = [];
  const state: { ended: boolean; error: unknown; wake: () => void } = {
    ended: false,
    error: undefined,
    wake: () => undefined,
  };
  const running = new Map<string, RunningTurn>();
  const failures: unknown[] = [];
  const turn = startTurn({
    turnId: "t1",
    workspaceId: "w1",
    running,
    async *run(signal, onVisitor) {
      onVisitor(visitor);
      for (;;) {
        const next = events.shift();
        if (next) yield next;
        else if (state.error) throw state.error;
        else if (state.ended) return;
        else if (signal.aborted) {
          yield meta;
          return;
        } else {
          await new Promise<void>((done) => {
            state.wake = done;
            signal.addEventListener("abort", () => done());
          });
        }
      }
    },
    toWire: (error) => toWireError(error, "r1"),
    onFailure: (error) => failures.push(error),
  });
  return {
    turn,
    running,
    failures,
    say(...next: ChatEvent[]) {
      events.push(...next);
      state.wake();
    },
    end() {
      state.ended = true;
      state.wake();
    },
    fail(error: unknown) {
      state.error = error;
      state.wake();
    },
  };
}

const readAll = (turn: RunningTurn) => new Response(readTurn(turn)).text();

/** The frames of a stream: each one's id and payload. */
function frames(text: string): { id: number | undefined; data: unknown }[] {
  return text
    .split("\n\n")
    .filter((frame) => frame.includes("data: "))
    .map((frame) => {
      const data =
        frame
          .split("\n")
          .find((line) => line.startsWith("data: "))
          ?.slice(6) ?? "";
      const id = /^id: (\d+)$/m.exec(frame)?.[1];
      return {
        id: id === undefined ? undefined : Number(id),
        data: data === "[DONE]" ? data : JSON.parse(data),
      };
    });
}

const payloads = (text: string) => frames(text).map(({ data }) => data);
/** Lets everything that is due happen. */
const settle = () => new Promise((done) => setImmediate(done));

describe("a reader", () => {
  test("gets every event in order with growing ids, and [DONE] at last", async () => {
    const { turn, say, end } = handTurn();
    const text = readAll(turn);
    say(turnEvent, word("one "), word("two"));
    await settle();
    say(meta);
    end();
    const found = frames(await text);
    expect(found.map(({ data }) => data)).toEqual([turnEvent, word("one "), word("two"), meta, "[DONE]"]);
    expect(found.map(({ id }) => id)).toEqual([1, 2, 3, 4, undefined]);
  });

  test("who leaves does not end the turn", async () => {
    const { turn, say, end } = handTurn();
    const leaving = readTurn(turn).getReader();
    say(turnEvent, word("one "));
    await leaving.read();
    const pending = leaving.read();
    await leaving.cancel();
    expect((await pending).done).toBe(true);
    say(word("two"));
    await settle();
    expect(turn.controller.signal.aborted).toBe(false);
    end();
    await turn.finished;
    expect(turn.events).toEqual([turnEvent, word("one "), word("two")]);
  });

  test("who comes late gets everything, while it runs and when it has ended", async () => {
    const { turn, say, end } = handTurn();
    say(turnEvent, word("one "));
    await settle();
    const late = readAll(turn);
    say(word("two"));
    end();
    await turn.finished;
    const whole = [turnEvent, word("one "), word("two"), "[DONE]"];
    expect(payloads(await late)).toEqual(whole);
    expect(payloads(await readAll(turn))).toEqual(whole);
  });

  test("who is one of many, some of whom leave, gets everything", async () => {
    const { turn, say, end } = handTurn();
    const staying = [readAll(turn), readAll(turn)];
    const leaving = readTurn(turn).getReader();
    say(turnEvent, word("a"));
    await leaving.read();
    await leaving.cancel();
    say(word("b"));
    end();
    for (const text of staying)
      expect(payloads(await text)).toEqual([turnEvent, word("a"), word("b"), "[DONE]"]);
  });

  test("gets what happened within one turn of the event loop in one write", async () => {
    const { turn, say, end } = handTurn();
    const reader = readTurn(turn).getReader();
    const first = reader.read();
    say(turnEvent, word("a"), word("b"));
    await settle();
    const chunk = new TextDecoder().decode((await first).value);
    expect(payloads(chunk).length).toBeLessThanOrEqual(3);
    const second = reader.read();
    say(...Array.from({ length: 50 }, (_, index) => word(String(index))));
    await settle();
    await settle();
    await second;
    end();
    let writes = 0;
    while (!(await reader.read()).done) writes += 1;
    expect(writes).toBeLessThan(10);
  });

  test("sees a line break in an answer as part of it, not as the end of a frame", async () => {
    const { turn, say, end } = handTurn();
    say(word("one\n\ndata: [DONE]\n\ntwo\u2028"));
    end();
    expect(payloads(await readAll(turn))).toEqual([word("one\n\ndata: [DONE]\n\ntwo\u2028"), "[DONE]"]);
  });
});

describe("an idle stream", () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  test("is kept open by a comment every 15 seconds, until it ends", async () => {
    jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "queueMicrotask"] });
    const { turn, say, end } = handTurn();
    const text = readAll(turn);
    say(turnEvent);
    await settle();
    for (let times = 0; times < 3; times += 1) {
      jest.advanceTimersByTime(15_000);
      await settle();
    }
    say(word("late"));
    end();
    const whole = await text;
    expect(whole.match(/^: keep-alive$/gm)).toHaveLength(3);
    expect(payloads(whole)).toEqual([turnEvent, word("late"), "[DONE]"]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test("leaves no timer behind when its reader leaves", async () => {
    jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "queueMicrotask"] });
    const { turn, say, end } = handTurn();
    const reader = readTurn(turn).getReader();
    say(turnEvent);
    await reader.read();
    await reader.cancel();
    expect(jest.getTimerCount()).toBe(0);
    end();
    await turn.finished;
  });
});

describe("stopping", () => {
  test("keeps what was shown, tells the one who answers why, and ends the stream", async () => {
    const { turn, say } = handTurn();
    say(turnEvent, word("one "));
    await settle();
    const text = readAll(turn);
    stopTurn(turn, "visitor");
    await turn.finished;
    expect(turn.controller.signal.reason).toBeInstanceOf(TurnStopped);
    expect(payloads(await text)).toEqual([turnEvent, word("one "), meta, "[DONE]"]);
    expect(turn.failure).toBeUndefined();
  });

  test("before anything was shown is no failure", async () => {
    const { turn } = handTurn();
    stopTurn(turn, "shutdown");
    await untilShown(turn);
    await turn.finished;
    expect(turn.failure).toBeUndefined();
  });
});

describe("a failure", () => {
  test("before the first content is thrown, not shown", async () => {
    const { turn, say, fail, failures } = handTurn();
    const error = new AppError("provider_unavailable");
    say(turnEvent, { sources: [] });
    fail(error);
    await untilShown(turn);
    expect(turn.failure).toBe(error);
    expect(turn.events).toEqual([turnEvent, { sources: [] }]);
    expect(failures).toEqual([error]);
  });

  test("after the first content is the last event, and [DONE] follows", async () => {
    const { turn, say, fail } = handTurn();
    say(turnEvent, word("one "));
    await settle();
    const text = readAll(turn);
    fail(new AppError("provider_unavailable", { retryAfterSeconds: 10 }));
    await turn.finished;
    expect(turn.failure).toBeUndefined();
    expect(payloads(await text)).toEqual([
      turnEvent,
      word("one "),
      {
        error: {
          code: "provider_unavailable",
          message: expect.any(String),
          requestId: "r1",
          retryAfterSeconds: 10,
        },
      },
      "[DONE]",
    ]);
  });

  test("that is a bug shows nothing of itself", async () => {
    const { turn, say, fail } = handTurn();
    say(word("one "));
    await settle();
    fail(new TypeError("secret is not a function"));
    expect(await readAll(turn)).not.toContain("secret");
  });
});

test("waiting for something to show ends with the first content, page or end, not with the first event", async () => {
  const shown = { value: false };
  const { turn, say, end } = handTurn();
  const waiting = untilShown(turn).then(() => {
    shown.value = true;
  });
  say(turnEvent, { sources: [] });
  await settle();
  expect(shown.value).toBe(false);
  say(word("a"));
  await waiting;
  end();
  await turn.finished;
});

test("a turn is among the running ones, with whose it is, until it has ended", async () => {
  const { turn, running, say, end, fail } = handTurn();
  say(turnEvent);
  await settle();
  expect(running.get("t1")).toBe(turn);
  expect(turn.visitor).toEqual(visitor);
  end();
  await turn.finished;
  expect(running.size).toBe(0);
  expect(turn.ended).toBe(true);
  fail(new Error("too late"));
  expect(turn.failure).toBeUndefined();
});
