import { Client, type Dispatcher } from "undici";
import { connectPinned } from "./connect-pinned.ts";
import { readBody } from "./read-body.ts";
import { resolveHost } from "./resolve-host.ts";
import { userAgent } from "./robot-name.ts";
import { toWebRefusal } from "./to-web-refusal.ts";
import { untilAborted } from "./until-aborted.ts";
import { siteFailure } from "./web-refusal.ts";
import type { WebWorld } from "./web-world.ts";

/** One answer as it came, its body unpacked. */
export type WebAnswer = { url: URL; status: number; headers: Headers; bytes: Uint8Array };

export type Ask = {
  url: URL;
  /** What it is to the operator, for sentences that begin "The …". */
  called: string;
  signal: AbortSignal;
  /** How many bytes of the body are read when status and headers are known; 0 for none. May throw a refusal. */
  bytesOf(answer: Pick<WebAnswer, "url" | "status" | "headers">): number;
};

/**
 * Asks for one address once; redirects are answers like others. The connection goes to an address that was judged,
 * and is closed before this returns, however it ends. Throws AppError `invalid_request` with a sentence for the
 * operator, or the signal's reason.
 */
export async function askOnce({ url, called, signal, bytesOf }: Ask, world: WebWorld): Promise<WebAnswer> {
  const { timers, limits } = world;
  const deadline = new AbortController();
  const slow = () => deadline.abort(siteFailure(`${url.hostname} took too long to answer.`));
  const cancelFirst = timers.after(limits.firstByteMs, slow);
  const cancelWhole = timers.after(limits.answerMs, slow);
  const either = AbortSignal.any([signal, deadline.signal]);
  try {
    const addresses = await untilAborted(resolveHost(url, world), either);
    return await readAnswer();

    async function readAnswer(): Promise<WebAnswer> {
      const client = new Client(url.origin, {
        connect: connectPinned(addresses, either),
        maxHeaderSize: limits.headerBytes,
        // Time is kept here, for the whole of an answer and not for each piece of it.
        ...{ headersTimeout: 0, bodyTimeout: 0, pipelining: 0 },
      });
      try {
        const response = await client.request(requestFor(url, either));
        cancelFirst();
        const head = { url, status: response.statusCode, headers: toHeaders(response) };
        const mostBytes = bytesOf(head);
        const bytes = mostBytes > 0 && (await readBody(response, { called, mostBytes, signal: either }));
        return { ...head, bytes: bytes || new Uint8Array() };
      } finally {
        await client.destroy();
      }
    }
  } catch (error) {
    if (either.aborted) throw either.reason;
    throw toWebRefusal(error, url);
  } finally {
    cancelFirst();
    cancelWhole();
  }
}

function requestFor(url: URL, signal: AbortSignal): Dispatcher.RequestOptions {
  return {
    method: "GET",
    path: `${url.pathname}${url.search}`,
    headers: {
      "user-agent": userAgent,
      accept: "text/html,application/xhtml+xml,text/markdown,application/pdf;q=0.9,*/*;q=0.8",
      "accept-encoding": "gzip, br",
    },
    signal,
  };
}

function toHeaders({ headers }: Dispatcher.ResponseData): Headers {
  const known = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value ?? []].flat()) known.append(name, one);
  }
  return known;
}
