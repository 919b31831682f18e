import type { Embedder } from "./model.ts";

/** Vectors of 1,536 numbers take 12 KB each. */
const mostKept = 500;
/** A question that is asked for longer than anybody waits is still kept for the next who asks it. */
const longestMs = 10_000;

export type KeptQuestions = Embedder & {
  /** Since the process began. */
  counts(): { hits: number; misses: number; entries: number };
  /** Forgets the questions of one owner; returns how many that were. */
  clear(owner: string): number;
};

/**
 * An embedder that remembers the vectors of recent questions, of its model, by owner and text: nobody's memory shows
 * whether another has asked the same. Who asks for a question that is
 * under way waits for the same request, each no longer than its own signal allows. Failures are not kept, and
 * passages are not remembered: they are embedded once. Whoever gets a vector must not change it.
 */
export function withKeptQuestions(embedder: Embedder): KeptQuestions {
  const kept = new Map<string, { owner: string | undefined; vector: Promise<number[]> }>();
  const counts = { hits: 0, misses: 0 };

  function vectorOf(text: string, owner: string | undefined): Promise<number[]> {
    const key = JSON.stringify([owner, text]);
    const known = kept.get(key);
    if (known) {
      counts.hits += 1;
      // Anew at the end of the map: its order is that of use.
      kept.delete(key);
      kept.set(key, known);
      return known.vector;
    }
    counts.misses += 1;
    const limit = AbortSignal.timeout(longestMs);
    const owners = owner === undefined ? undefined : [owner];
    const asked = embedder.embed([text], "question", limit, undefined, owners).then(([vector]) => {
      if (!vector) throw new Error("the embedder gave no vector");
      return vector;
    });
    kept.set(key, { owner, vector: asked });
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    asked.catch(() => {
      if (kept.get(key)?.vector === asked) kept.delete(key);
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
    clear(owner) {
      const own = [...kept].filter(([, entry]) => entry.owner === owner);
      for (const [key] of own) kept.delete(key);
      return own.length;
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
