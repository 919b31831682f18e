import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import { ModelError } from "./model-error.ts";

/** A longer line is no provider's frame; it would only fill the memory. In UTF-16 code units. */
const maxLineLength = 1024 * 1024;
/** How long the rest of an answered stream may take before its connection is given up. */
const restMs = 1_000;

/**
 * With more streams than a few open, each rests after a read: tokens that come meanwhile wait in the kernel and take
 * the way through the product and its sockets together, which nobody sees and which halves what a token costs. The
 * more streams, the longer: 10 ms among 10 of them, 50 ms among 200, never more than 60 ms, so that no word is late.
 */
const fewStreams = 8;
const longestRestMs = 60;
const restOf = (streams: number) => Math.min(streams, 20 + streams * 0.15, longestRestMs);
let openStreams = 0;

/** A provider's answer: an IncomingMessage, or any stream of bytes. */
type StreamBody = Readable & { socket?: Socket; complete?: boolean };

export type LineReader = AsyncIterable<string[]> & {
  /** Nothing more is expected: let the connection go back to its pool instead of closing it. */
  letGo(): void;
};

/**
 * Reads a provider's stream as lines without their ends (LF or CRLF): each step yields the lines that became
 * whole since the last one, however the bytes were split. A last line without an end is not a line.
 * Aborting closes the connection and throws the signal's reason; leaving the iteration early closes it too.
 * Throws ModelError `cut_off` when the connection breaks, `malformed` when a line is absurdly long.
 */
export function readLines(body: StreamBody, signal: AbortSignal): LineReader {
  let answered = false;

  async function* lines(): AsyncGenerator<string[]> {
    const decoder = new TextDecoder();
    const close = () => body.destroy();
    signal.addEventListener("abort", close, { once: true });
    let pending = "";
    let lateMs = 0;
    openStreams += 1;
    try {
      signal.throwIfAborted();
      for await (const bytes of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        const text = decoder.decode(bytes, { stream: true });
        // Looking for the end in the new text only keeps a line that comes in many pieces linear.
        const end = text.lastIndexOf("\n");
        if (end === -1) {
          pending = atMost(pending + text);
          continue;
        }
        const whole = splitLines(atMost(pending + text.slice(0, end)));
        pending = text.slice(end + 1);
        yield whole;
        if (openStreams > fewStreams && !answered && !body.complete) lateMs = await rest(body, lateMs);
      }
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof ModelError) throw error;
      throw new ModelError("cut_off", "the connection broke during the answer", { cause: error });
    } finally {
      openStreams -= 1;
      signal.removeEventListener("abort", close);
      if (answered) drain(body);
      else body.destroy();
    }
    if (signal.aborted) throw signal.reason;
  }

  return {
    [Symbol.asyncIterator]: lines,
    letGo() {
      answered = true;
    },
  };
}

/**
 * Waits, and lets what comes meanwhile wait in the kernel: it is then read once, and not once for each token. By how
 * much the last rest was too long, because there was much to do, this one is shorter. Returns how much that is this time.
 */
async function rest({ socket }: StreamBody, lateMs: number): Promise<number> {
  const ms = restOf(openStreams) - lateMs;
  if (ms <= 0) return 0;
  const beganAt = performance.now();
  // A read that Node has on its way for this tick would wake the socket again.
  process.nextTick(() => socket?.pause());
  await new Promise((done) => setTimeout(done, ms));
  socket?.resume();
  return Math.max(0, performance.now() - beganAt - ms);
}

function splitLines(text: string): string[] {
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) if (line.endsWith("\r")) lines[index] = line.slice(0, -1);
  return lines;
}

function atMost(text: string): string {
  if (text.length > maxLineLength) throw new ModelError("malformed", "a line of the stream is too long");
  return text;
}

function drain(body: Readable): void {
  if (body.closed || body.readableEnded) return;
  const timer = setTimeout(() => body.destroy(), restMs);
  timer.unref();
  body.once("close", () => clearTimeout(timer));
  body.on("error", () => clearTimeout(timer));
  body.resume();
}
