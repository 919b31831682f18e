import { AppError, toWireError } from "../errors.ts";
import type { ToolCall } from "../models/model.ts";
import { doneFrame, keepAliveFrame, keepAliveMs } from "../sse.ts";
import type { CompletionEnd, CompletionPart, TurnFacts } from "./completion-part.ts";
import { wireToolCall } from "./completion-tools.ts";
import { openaiErrorBody } from "./openai-error-body.ts";

/** What every object of one completion carries. `created` in seconds since the epoch. */
export type CompletionHead = { id: string; model: string; created: number };

/** The whole completion as one object. */
export async function wholeCompletion(
  head: CompletionHead,
  parts: AsyncIterator<CompletionPart>,
): Promise<object> {
  let content = "";
  const calls: ToolCall[] = [];
  for (;;) {
    const { value, done } = await parts.next();
    if (done) throw new AppError("internal");
    if ("text" in value) content += value.text;
    else if ("toolCall" in value) calls.push(value.toolCall);
    else return completion(head, { content, calls, end: value.end });
  }
}

function completion(
  { id, model, created }: CompletionHead,
  { content, calls, end }: { content: string; calls: ToolCall[]; end: CompletionEnd },
) {
  const message = {
    role: "assistant",
    content: calls.length > 0 && content === "" ? null : content,
    refusal: null,
    ...(calls.length > 0 && { tool_calls: calls.map(wireToolCall) }),
    ...(end.turn && cited(content, end.turn)),
  };
  return {
    id,
    object: "chat.completion",
    created,
    model: end.model ?? model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: end.finishReason }],
    usage: usageOf(end),
    ...(end.turn && { bevgenie: factsOf(end.turn) }),
  };
}

/**
 * The completion as OpenAI streams it: the role, the text, the finish reason (with what the answer stands on), the
 * usage where it was asked for, `[DONE]`. A failure after the first text is a frame. `onLeave` is called when the
 * reader goes away before the end.
 */
export function streamCompletion({
  head,
  parts,
  includeUsage,
  requestId,
  onLeave,
}: {
  head: CompletionHead;
  parts: AsyncIterator<CompletionPart>;
  includeUsage: boolean;
  requestId: string;
  onLeave: () => void;
}): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const frames = completionFrames(head, includeUsage);
  let opening = frames.opening;
  let keepAlive: NodeJS.Timeout | undefined;

  async function next(): Promise<{ text: string; done: boolean }> {
    try {
      const { value, done } = await parts.next();
      if (done) throw new AppError("internal");
      if ("text" in value) return { text: frames.text(value.text), done: false };
      if ("toolCall" in value) return { text: frames.toolCall(value.toolCall), done: false };
      return { text: frames.end(value.end), done: true };
    } catch (error) {
      return { text: frame(openaiErrorBody(toWireError(error, requestId))) + doneFrame, done: true };
    }
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        keepAlive = setInterval(() => {
          if ((controller.desiredSize ?? -1) >= 0) controller.enqueue(encoder.encode(keepAliveFrame));
        }, keepAliveMs).unref();
      },
      async pull(controller) {
        const { text, done } = await next();
        controller.enqueue(encoder.encode(opening + text));
        opening = "";
        if (!done) return;
        clearInterval(keepAlive);
        controller.close();
      },
      cancel() {
        clearInterval(keepAlive);
        onLeave();
      },
    },
    { highWaterMark: 0 },
  );
}

function frame(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

/** The frames of one streamed completion; what was written is kept, since its end tells where sources stand in it. */
function completionFrames({ id, model, created }: CompletionHead, includeUsage: boolean) {
  const base = { id, object: "chat.completion.chunk", created, model, ...(includeUsage && { usage: null }) };
  const chunk = (delta: object, finish: string | null = null) => ({
    ...base,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  });
  let content = "";
  let calls = 0;
  return {
    opening: frame(chunk({ role: "assistant", content: "" })),
    text(piece: string): string {
      content += piece;
      return frame(chunk({ content: piece }));
    },
    toolCall(call: ToolCall): string {
      const wire = { index: calls, ...wireToolCall(call) };
      calls += 1;
      return frame(chunk({ tool_calls: [wire] }));
    },
    end(end: CompletionEnd): string {
      const finish = chunk(end.turn ? cited(content, end.turn) : {}, end.finishReason);
      const author = end.model === undefined ? {} : { model: end.model };
      const usage = includeUsage ? frame({ ...base, choices: [], usage: usageOf(end) }) : "";
      const facts = end.turn && { bevgenie: factsOf(end.turn) };
      return frame({ ...finish, ...author, ...facts }) + usage + doneFrame;
    },
  };
}

/** OpenAI's annotations for sources with an address, and every citation as we check it. */
function cited(content: string, { citations }: TurnFacts) {
  const annotations = citations.flatMap(({ n, title, url }) =>
    url === undefined
      ? []
      : [...content.matchAll(new RegExp(`\\[${n}\\]`, "g"))].map(({ index }) => ({
          type: "url_citation",
          url_citation: { url, title, start_index: index, end_index: index + `[${n}]`.length },
        })),
  );
  return { annotations, citations };
}

function factsOf({ citations: _, ...facts }: TurnFacts) {
  return facts;
}

function usageOf({ promptTokens, completionTokens }: CompletionEnd) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}
