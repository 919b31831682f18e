import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Spans of what a turn does, for whoever has set an exporter. Until `startTracing` (server only) has filled in the
 * tracer, every function here is one look at a variable and does nothing else.
 */

export type SpanKind = "internal" | "client" | "server";
export type Attributes = Record<string, string | number | boolean>;
type SpanStart = { name: string; kind: SpanKind; attributes: Attributes };
type FinishedSpan = SpanStart & {
  /** Milliseconds since the epoch. */
  startedAt: number;
  endedAt: number;
  /** What it failed of; null where it did not. */
  error: string | null;
};

/** An open span; `trace` is what spans within it belong to. */
export type OpenSpan = { trace: unknown; set(attributes: Attributes): void; end(error?: string): void };

/** What records spans. `parent` is the trace that a span belongs to; undefined begins one. */
export type Tracer = {
  start(span: SpanStart & { startedAt?: number }, parent: unknown): OpenSpan;
  finish(span: FinishedSpan, parent: unknown): void;
};

type Tracing = { tracer: Tracer; current: AsyncLocalStorage<unknown> };

const key = Symbol.for("bevgenie.tracing");
const holder = globalThis as { [key]?: Tracing | undefined };

/** From now on spans are recorded by `tracer`; null: no more. */
export function setTracer(tracer: Tracer | null): void {
  holder[key] = tracer ? { tracer, current: new AsyncLocalStorage() } : undefined;
}

/** The trace that runs here, to be given to what ends elsewhere. */
export function currentTrace(): unknown {
  return holder[key]?.current.getStore();
}

/** Runs `work` as a span of the trace that runs here. */
export function spanOf<Result>(start: SpanStart, work: () => Promise<Result>): Promise<Result> {
  const tracing = holder[key];
  return tracing ? traced(tracing, start, work) : work();
}

async function traced<Result>(
  tracing: Tracing,
  start: SpanStart,
  work: () => Promise<Result>,
): Promise<Result> {
  const span = tracing.tracer.start(start, tracing.current.getStore());
  try {
    const result = await tracing.current.run(span.trace, work);
    span.end();
    return result;
  } catch (error) {
    span.end(nameOf(error));
    throw error;
  }
}

/** A span of what has already ended. */
export function spanAfter(trace: unknown, span: FinishedSpan): void {
  holder[key]?.tracer.finish(span, trace);
}

/**
 * The events of `run` as they come, all of it within a span; `run` gets what adds attributes to it. A generator goes
 * on in the context of whoever asks it, so each step is taken into the span's.
 */
export function spanOfEvents<Event, Result>(
  start: SpanStart,
  run: (set: (attributes: Attributes) => void) => AsyncGenerator<Event, Result>,
): AsyncGenerator<Event, Result> {
  const tracing = holder[key];
  return tracing ? within(tracing, start, run) : run(() => undefined);
}

async function* within<Event, Result>(
  { tracer, current }: Tracing,
  start: SpanStart,
  run: (set: (attributes: Attributes) => void) => AsyncGenerator<Event, Result>,
): AsyncGenerator<Event, Result> {
  const span = tracer.start(start, current.getStore());
  const events = run((attributes) => span.set(attributes));
  let failure: string | undefined;
  try {
    for (;;) {
      const step = await current.run(span.trace, () => events.next());
      if (step.done) return step.value;
      yield step.value;
    }
  } catch (error) {
    failure = nameOf(error);
    throw error;
  } finally {
    await current.run(span.trace, () => events.return(undefined as Result));
    span.end(failure);
  }
}

/** An error's kind. Its message may hold somebody's words. */
function nameOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "unknown";
  for (const field of ["code", "reason", "sqlState", "name"] as const) {
    const value = (error as Record<string, unknown>)[field];
    if (typeof value === "string") return value;
  }
  return "unknown";
}
