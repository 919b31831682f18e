import type { ChatEvent } from "./ai/chat-event.ts";

/** One event as it goes over the wire. `id` grows by one with each frame of a turn. */
export function toFrame(id: number, event: ChatEvent | undefined): string {
  return `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** The last frame of every stream. */
export const doneFrame = "data: [DONE]\n\n";

/** A comment line: keeps proxies from closing an idle stream, and clients ignore it. */
export const keepAliveFrame = ": keep-alive\n\n";
export const keepAliveMs = 15_000;

export const streamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  // nginx collects a response before it passes it on unless told not to.
  "x-accel-buffering": "no",
} as const;
