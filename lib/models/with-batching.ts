import { batchTexts } from "./batch-texts.ts";
import type { Embedder } from "./model.ts";
import { ModelError, type ModelErrorReason } from "./model-error.ts";

type Kind = "question" | "passage";
type Waiting = {
  text: string;
  kind: Kind;
  owner: string | undefined;
  resolve(vector: number[]): void;
  reject(error: unknown): void;
};

/** What fits into one request to every provider that we know. */
const defaultLimits = { texts: 512, bytes: 200_000 };

/**
 * An embedder whose callers of the same moment share a request: the texts asked for in one turn of the event
 * loop go out together, up to `limits`, and each caller gets its own in order. When a shared request fails for
 * what may be one text's fault, they are asked for one by one, so that it fails alone. A caller who gives up leaves the others be; when
 * all of them have, the request is ended. Callers with a whole batch of their own go out by themselves.
 */
export function withBatching(embedder: Embedder, limits = defaultLimits): Embedder {
  let waiting: (Waiting & { signal: AbortSignal | undefined })[] = [];
  return { ...embedder, embed };

  async function embed(
    texts: string[],
    kind: Kind,
    signal?: AbortSignal,
    onTokens?: (tokens: number) => void,
    owners?: string[],
  ): Promise<number[][]> {
    signal?.throwIfAborted();
    if (texts.length >= limits.texts) return embedder.embed(texts, kind, signal, onTokens, owners);
    return Promise.all(texts.map((text, index) => enqueue({ text, kind, owner: owners?.[index] }, signal)));
  }

  function enqueue(
    asked: Pick<Waiting, "text" | "kind" | "owner">,
    signal: AbortSignal | undefined,
  ): Promise<number[]> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(signal?.reason);
      const letGo = () => signal?.removeEventListener("abort", giveUp);
      signal?.addEventListener("abort", giveUp, { once: true });
      waiting.push({
        ...asked,
        signal,
        resolve(vector) {
          letGo();
          resolve(vector);
        },
        reject(error) {
          letGo();
          reject(error);
        },
      });
      if (waiting.length === 1) setImmediate(sendAll);
    });
  }

  function sendAll(): void {
    const all = waiting.filter(({ signal }) => !signal?.aborted);
    waiting = [];
    for (const kind of ["question", "passage"] as const) {
      const ofKind = all.filter((one) => one.kind === kind);
      let from = 0;
      for (const batch of batchTexts(
        ofKind.map(({ text }) => text),
        limits,
      )) {
        void send(ofKind.slice(from, from + batch.length), kind);
        from += batch.length;
      }
    }
  }

  async function send(batch: (Waiting & { signal: AbortSignal | undefined })[], kind: Kind): Promise<void> {
    const { signal, letGo } = whenAllGaveUp(batch.map((one) => one.signal));
    try {
      const vectors = await embedder.embed(
        batch.map(({ text }) => text),
        kind,
        signal,
        undefined,
        batch.flatMap(({ owner }) => owner ?? []),
      );
      for (const [index, one] of batch.entries()) one.resolve(vectors[index] as number[]);
    } catch (error) {
      const left = batch.filter((one) => !one.signal?.aborted);
      if (batch.length === 1 || left.length === 0 || isOfProvider(error))
        for (const one of batch) one.reject(error);
      else for (const one of left) void send([one], kind);
    } finally {
      letGo();
    }
  }
}

/** What every text would meet by itself too; asking for each would only add to it. */
const ofProvider = new Set<ModelErrorReason>([
  "connection",
  "timeout",
  "rate_limited",
  "overloaded",
  "unauthorized",
  "no_such_model",
  "breaker_open",
]);

function isOfProvider(error: unknown): boolean {
  return error instanceof ModelError && ofProvider.has(error.reason);
}

/** A signal that aborts when every one of these has; one that can never abort keeps it open. */
function whenAllGaveUp(signals: (AbortSignal | undefined)[]) {
  const given = new AbortController();
  const check = () => {
    if (signals.every((signal) => signal?.aborted)) given.abort(signals[0]?.reason);
  };
  for (const signal of signals) signal?.addEventListener("abort", check, { once: true });
  return {
    signal: given.signal,
    letGo: () => {
      for (const signal of signals) signal?.removeEventListener("abort", check);
    },
  };
}
