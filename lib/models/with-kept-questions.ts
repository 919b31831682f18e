import type { Embedder } from "./model.ts";

/** Vectors of 1,536 numbers take 12 KB each. */
const mostKept = 500;
/** A question that is asked for longer than anybody waits is still kept for the next who asks it. */
const longestMs = 10_000;

export type KeptQuestions = Embedder & {
  /** Since the process began. */
  counts(): { hits: number; misses: number; entries: number };
  /** Returns how many were forgotten. */
  clear(): number;
};

/**
 * An embedder that remembers the vectors of recent questions, of its model and text. Who asks for a question that is
 * under way waits for the same request, each no longer than its own signal allows. Failures are not kept, and
 * passages are not remembered: they are embedded once. Whoever gets a vector must not change it.
 */
export function withKeptQuestions(embedder: Embedder): KeptQuestions {
  const kept = new Map<string, Promise<number[]>>();
  const counts = { hits: 0, misses: 0 };

  function vectorOf(text: string, owner: string | undefined): Promise<number[]> {
    const known = kept.get(text);
    if (known) {
      counts.hits += 1;
      // Anew at the end of the map: its order is that of use.
      kept.delete(text);
      kept.set(text, known);
      return known;
    }
    counts.misses += 1;
    const limit = AbortSignal.timeout(longestMs);
    const owners = owner === undefined ? undefined : [owner];
    const asked = embedder.embed([text], "question", limit, undefined, owners).then(([vector]) => {
      if (!vector) throw new Error("the embedder gave no vector");
      return vector;
    });
    kept.set(text, asked);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    asked.catch(() => {
      if (kept.get(text) === asked) kept.delete(text);
    });
    return asked;
  }

  return {
    model: embedder.model,
    dimensions: embedder.dimensions,
    async embed(texts, kind, signal, onTokens, owners) {
      if (kind === "passage") return embedder.embed(texts, kind, signal, onTokens, owners);
      signal?.throwIfAborted();
      const vectors = Promise.all(texts.map((text, index) => vectorOf(text, owners?.[index])));
      return signal ? until(vectors, signal) : vectors;
    },
    counts: () => ({ ...counts, entries: kept.size }),
    clear() {
      const removed = kept.size;
      kept.clear();
      return removed;
    },
  };
}

/** The promise's value, or the signal's reason once it aborts. */
async function until<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
