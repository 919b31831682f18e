import { Client, type Dispatcher } from "undici";
import type { KnownValidators } from "../knowledge/page-validators.ts";
import { connectPinned } from "./connect-pinned.ts";
import { onlyIfChanged } from "./page-changes.ts";
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
  /** Pages that are to be sent only if they have changed. */
  known?: KnownValidators | undefined;
  /** How many bytes of the body are read when status and headers are known; 0 for none. May throw a refusal. */
  bytesOf(answer: Pick<WebAnswer, "url" | "status" | "headers">): number;
};

/**
 * Asks for one address once; redirects are answers like others. The connection goes to an address that was judged,
 * and is closed before this returns, however it ends. Throws AppError `invalid_request` with a sentence for the
 * operator, or the signal's reason.
 */
export async function askOnce(ask: Ask, world: WebWorld): Promise<WebAnswer> {
  const { url } = ask;
  const { timers, limits } = world;
  const deadline = new AbortController();
  const slow = () => deadline.abort(siteFailure(`${url.hostname} took too long to answer.`));
  const cancelFirst = timers.after(limits.firstByteMs, slow);
  const cancelWhole = timers.after(limits.answerMs, slow);
  const signal = AbortSignal.any([ask.signal, deadline.signal]);
  try {
    const addresses = await untilAborted(resolveHost(url, world), signal);
    return await askPinned(
      { ...ask, signal },
      { addresses, headerBytes: limits.headerBytes, onHead: cancelFirst },
    );
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw toWebRefusal(error, url);
  } finally {
    cancelFirst();
    cancelWhole();
  }
}

type Pinned = { addresses: string[]; headerBytes: number; onHead(): void };

async function askPinned(
  { url, called, signal, known, bytesOf }: Ask,
  { addresses, headerBytes, onHead }: Pinned,
): Promise<WebAnswer> {
  const client = new Client(url.origin, {
    connect: connectPinned(addresses, signal),
    maxHeaderSize: headerBytes,
    // Time is kept by the caller, for the whole of an answer and not for each piece of it.
    ...{ headersTimeout: 0, bodyTimeout: 0, pipelining: 0 },
  });
  try {
    const response = await client.request(requestFor(url, signal, onlyIfChanged(url, known)));
    onHead();
    const head = { url, status: response.statusCode, headers: toHeaders(response) };
    const mostBytes = bytesOf(head);
    if (mostBytes <= 0) return { ...head, bytes: new Uint8Array() };
    return { ...head, bytes: await readBody(response, { called, mostBytes, signal }) };
  } finally {
    await client.destroy();
  }
}

function requestFor(
  url: URL,
  signal: AbortSignal,
  headers: Record<string, string>,
): Dispatcher.RequestOptions {
  return {
    method: "GET",
    path: `${url.pathname}${url.search}`,
    headers: {
      "user-agent": userAgent,
      accept: "text/html,application/xhtml+xml,text/markdown,application/pdf;q=0.9,*/*;q=0.8",
      "accept-encoding": "gzip, br",
      ...headers,
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
