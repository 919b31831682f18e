import type { AppError } from "../errors.ts";
import type { Entering, Place } from "./turn-queue.ts";
import { longestWaitMs, stoppedWhileWaiting, waitedTooLong } from "./waiting-refusals.ts";

/** A message in the line of one process, until it begins or is refused. */
export type QueueWaiter = Entering & {
  /** In milliseconds, by the queue's clock. */
  since: number;
  /** Holds words of an earlier message, whose sender was told that this one answers them. */
  speaksForOthers: boolean;
  /** Its turn to run; rejects with what it was refused by. */
  place: Promise<Place>;
  /** Out of the line, with a place to run. */
  begin(place: Place): void;
  /** Out of the line, with a refusal. */
  refuse(error: AppError): void;
  /** Refused, where nobody else took its place. */
  drop(error: AppError): void;
};

type Waiting = Pick<QueueWaiter, "since" | "speaksForOthers"> & {
  signal: AbortSignal;
  /** It waits no more, however that came. */
  onSettled: (waiter: QueueWaiter) => void;
  onDropped: () => void;
};

/** Waits until it begins or is refused; drops itself when `signal` aborts and after `longestWaitMs`. */
export function queueWaiter(entering: Entering, waiting: Waiting): QueueWaiter {
  const { signal, since, speaksForOthers, onSettled, onDropped } = waiting;
  const { promise, resolve, reject } = Promise.withResolvers<Place>();
  const settle = () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
    onSettled(waiter);
  };
  const waiter: QueueWaiter = {
    ...entering,
    since,
    speaksForOthers,
    place: promise,
    begin(place) {
      settle();
      resolve(place);
    },
    refuse(error) {
      settle();
      reject(error);
    },
    drop(error) {
      onDropped();
      waiter.refuse(error);
    },
  };
  const onAbort = () => waiter.drop(stoppedWhileWaiting());
  const timer = setTimeout(() => waiter.drop(waitedTooLong()), longestWaitMs).unref();
  signal.addEventListener("abort", onAbort);
  return waiter;
}
