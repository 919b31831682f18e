import type { AppError } from "../errors.ts";

/** Whoever waits is told when it is their turn, and looks by themselves in case they were not. */
const lookMs = 400;

/** A message that waits for its turn. */
export type Waiter = {
  /** Holds words of an earlier message, whose sender was told that this one answers them. */
  speaksForOthers: boolean;
  /** Rejects with what it was dropped for. */
  dropped: Promise<never>;
  drop(error: AppError): void;
  wake(): void;
  /** Until it is time to look again. Rejects when the message is dropped. */
  rest(): Promise<void>;
};

export function newWaiter({ speaksForOthers }: Pick<Waiter, "speaksForOthers">): Waiter {
  const dropped = Promise.withResolvers<never>();
  // It may be dropped while nobody awaits it: between two looks, or after it got its turn.
  dropped.promise.catch(() => undefined);
  let woken = Promise.withResolvers<void>();
  return {
    speaksForOthers,
    dropped: dropped.promise,
    drop: (error) => dropped.reject(error),
    wake: () => woken.resolve(),
    async rest() {
      const look = setTimeout(() => woken.resolve(), lookMs);
      await Promise.race([dropped.promise, woken.promise]).finally(() => clearTimeout(look));
      woken = Promise.withResolvers();
    },
  };
}
