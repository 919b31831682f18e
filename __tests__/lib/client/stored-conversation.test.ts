import { describe, expect, it } from "@jest/globals";
import { answerText } from "../../../lib/client/conversation.ts";
import { runningTurnId, type StoredMessage, turnsOf } from "../../../lib/client/stored-conversation.ts";

const message = (part: Partial<StoredMessage>): StoredMessage => ({
  id: "m",
  turnId: "t1",
  role: "user",
  content: "Hello",
  mode: "text",
  status: "answered",
  createdAt: "2026-11-21T10:00:00.000Z",
  ...part,
});
const stored = (...messages: StoredMessage[]) => ({ id: "c1", title: "Hello", messages });

describe("a stored conversation", () => {
  it("is drawn as the turns it had", () => {
    const [turn] = turnsOf(
      stored(message({}), message({ role: "assistant", content: "Good day.\n\nAsk.", rating: 1 })),
    );
    expect(turn).toMatchObject({ question: "Hello", phase: "settled", rating: 1, turnId: "t1" });
    expect(turn && answerText(turn)).toBe("Good day.\n\nAsk.");
  });

  it("shows messages answered together as one question", () => {
    const [turn, none] = turnsOf(stored(message({}), message({ id: "n", content: "One more" })));
    expect(turn?.question).toBe("Hello\nOne more");
    expect(none).toBeUndefined();
  });

  it("says why an answer failed, under what there is of it", () => {
    const error = { code: "provider_unavailable", message: "No model can answer.", requestId: "r" } as const;
    const failed = message({ role: "assistant", content: "Half", status: "failed", error });
    const [turn] = turnsOf(stored(message({}), failed));
    expect(turn).toMatchObject({ blocks: { open: "Half" }, failure: { sentence: "No model can answer." } });
  });

  it("says so where a message got no answer", () => {
    expect(turnsOf(stored(message({})))[0]?.failure?.sentence).toMatch(/got no answer/);
  });

  it("waits for a turn that is still running", () => {
    const running = stored(message({}), message({ role: "assistant", content: "", status: "running" }));
    expect(runningTurnId(running)).toBe("t1");
    expect(turnsOf(running)[0]).toMatchObject({ phase: "waiting" });
    expect(turnsOf(running)[0]?.failure).toBeUndefined();
  });

  it("keeps a stopped answer's mark", () => {
    const [turn] = turnsOf(stored(message({}), message({ role: "assistant", status: "stopped" })));
    expect(turn?.stopped).toBe(true);
  });
});
