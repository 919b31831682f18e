import { expect, test } from "@jest/globals";
import { generatedPage } from "../../../app/api/chat/generated-page.ts";
import type { ChatEvent } from "../../../lib/ai/chat-event.ts";
import { startTurn } from "../../../lib/ai/running-turns.ts";
import { AppError, toWireError } from "../../../lib/errors.ts";
import { replyOf } from "../../support/turns.ts";

const pageId = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11";
const head: ChatEvent = {
  page: {
    pageId,
    url: `/p/${pageId}`,
    type: "faq",
    title: "Questions",
    summary: "Some answers.",
    audience: "Whoever asks.",
    sources: [1, 2].map(sourceOf),
  },
};
const section = {
  section: { index: 0, section: { type: "hero", headline: "Hello", sources: [2] } },
} as unknown as ChatEvent;
const { meta } = replyOf("");

function sourceOf(n: number) {
  return {
    n,
    title: `Document ${n}`,
    documentId: pageId,
    passageId: pageId,
    excerpt: "Words.",
    start: 0,
    end: 6,
  };
}

/** The JSON answer of a turn that yields these events, and then fails if an error is given. */
function answerOf(events: ChatEvent[], error?: unknown): Promise<Response> {
  const turn = startTurn({
    turnId: "t1",
    workspaceId: "w1",
    running: new Map(),
    async *run() {
      yield* events;
      if (error) throw error;
    },
    toWire: (thrown) => toWireError(thrown, "r1"),
    onFailure: () => undefined,
  });
  return generatedPage(turn, new Headers({ "set-cookie": "a=b" }));
}

test("a page that was finished is answered whole, with its address and the sources it names", async () => {
  const response = await answerOf([head, section, { meta }]);
  expect(response.headers.get("set-cookie")).toBe("a=b");
  expect(await response.json()).toEqual({
    type: "page_generated",
    page: {
      type: "faq",
      title: "Questions",
      summary: "Some answers.",
      audience: "Whoever asks.",
      sources: [sourceOf(2)],
      sections: [{ type: "hero", headline: "Hello", sources: [2] }],
    },
    pageId,
    url: `/p/${pageId}`,
    meta,
  });
});

test("a page that was stopped is none: it was not stored, so its address is not given out", async () => {
  await expect(answerOf([head, section, { meta: { ...meta, stopped: true } }])).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("stopped"),
  });
});

test.each([
  [new AppError("provider_unavailable", { retryAfterSeconds: 9 }), "provider_unavailable", 9],
  [new TypeError("secret"), "internal", undefined],
])(
  "a page that broke off after its head fails for the same reason: %p",
  async (error, code, retryAfterSeconds) => {
    const thrown = await answerOf([head, section], error).catch((one: unknown) => one);
    expect(thrown).toMatchObject({ code, retryAfterSeconds });
    expect(JSON.stringify(toWireError(thrown, "r1"))).not.toContain("secret");
  },
);

test("a page that failed before its head fails as it did", async () => {
  const error = new AppError("not_found");
  await expect(answerOf([], error)).rejects.toBe(error);
});
