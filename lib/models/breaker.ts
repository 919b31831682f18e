import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from "cockatiel";

export type BreakerState = "closed" | "open" | "half_open";

/** What a breaker guards: one model at one endpoint. `endpoint` is its place in the settings, never its key. */
export type BreakerKey = { provider: string; model: string; endpoint: number };

/** A breaker's state as instances tell each other. `openedAt` in milliseconds since the epoch. */
export type SharedBreaker = BreakerKey & { state: "closed" | "open"; openedAt: number; openings: number };

/** How instances share what their breakers learnt. Neither function may wait or throw. */
export type BreakerStore = {
  /** This process's breaker opened or closed. */
  changed(breaker: SharedBreaker): void;
  /** Called once, with what takes over the state that another instance told. */
  listen(adopt: (breaker: SharedBreaker) => void): void;
};

/** `unknown`: it ended without saying anything about the model's health, as when its reader left. */
export type Outcome = "healthy" | "unhealthy" | "unknown";

export type Breaker = BreakerKey & {
  state(): BreakerState;
  /** Milliseconds until the next probe may go out; 0 when one may now. */
  restMs(): number;
  /** Lets a call through and gives back how to tell its end; null while open, and while a probe is out. */
  enter(): ((outcome: Outcome) => void) | null;
  adopt(shared: SharedBreaker): void;
};

export type BreakerOptions = {
  /** Faults of health in a row that open it. */
  faults?: number;
  /** Rest after the first opening; it doubles with each probe that fails, up to `longestRestMs`. */
  restMs?: number;
  longestRestMs?: number;
  onChange?: (breaker: SharedBreaker) => void;
};

/**
 * A circuit breaker of cockatiel, entered and left instead of wrapped around a promise: a stream counts once,
 * by how it ended, and costs it nothing in between. Half-open it lets one probe through and refuses whoever
 * comes meanwhile, where cockatiel would have them wait. Time is `Date.now`, as cockatiel's.
 */
export function newBreaker(key: BreakerKey, options: BreakerOptions = {}): Breaker {
  const { faults = 5, restMs = 10_000, longestRestMs = 120_000, onChange } = options;
  let policy = newPolicy();

  function newPolicy(initialState?: { ownState: object; breakerState: unknown }): CircuitBreakerPolicy {
    const made = circuitBreaker(
      handleWhen((error) => error === unhealthy),
      {
        breaker: new ConsecutiveBreaker(faults),
        halfOpenAfter: { next: ({ attempt }) => backoff(attempt) },
        initialState,
      },
    );
    made.onBreak(() => onChange?.(shared("open")));
    made.onReset(() => onChange?.(shared("closed")));
    return made;
  }

  function backoff(openings: number): Rest {
    const duration = Math.min(restMs * 2 ** (openings - 1), longestRestMs);
    return { duration, next: ({ attempt }) => backoff(attempt) };
  }

  function shared(state: SharedBreaker["state"]): SharedBreaker {
    const { openedAt = 0, attemptNo = 0 } = ownState(policy);
    return { ...key, state, openedAt, openings: attemptNo };
  }

  function remainingMs(): number {
    const { value, openedAt = 0, attemptNo = 1 } = ownState(policy);
    if (value !== CircuitState.Open) return 0;
    return Math.max(0, openedAt + backoff(attemptNo).duration - Date.now());
  }

  return {
    ...key,
    state: () => wordOf(policy.state),
    restMs: remainingMs,
    enter() {
      if (policy.state === CircuitState.HalfOpen || remainingMs() > 0) return null;
      const isProbe = policy.state === CircuitState.Open;
      const ended = Promise.withResolvers<void>();
      policy.execute(() => ended.promise).catch(() => {});
      return (outcome) => {
        if (outcome === "healthy") ended.resolve();
        // A probe that nobody waited for has shown nothing: another has to go out.
        else ended.reject(outcome === "unhealthy" || isProbe ? unhealthy : abandoned);
      };
    },
    adopt({ state, openedAt, openings }) {
      const open = { value: CircuitState.Open, openedAt, attemptNo: Math.max(openings, 1) };
      policy = state === "open" ? newPolicy({ ownState: open, breakerState: faults }) : newPolicy();
    },
  };
}

/** What cockatiel sees of a call that ended badly; the error itself goes its own way. */
const unhealthy = new Error("a fault of the model's health");
const abandoned = new Error("ended without saying anything about health");

type Rest = { duration: number; next: (context: { attempt: number }) => Rest };

/** `toJSON` is the documented way to a breaker's state. A half-open one says that it opened in 1970. */
function ownState(policy: CircuitBreakerPolicy) {
  const { ownState } = policy.toJSON() as {
    ownState: { value: CircuitState; openedAt?: number; attemptNo?: number };
  };
  return ownState;
}

function wordOf(state: CircuitState): BreakerState {
  switch (state) {
    case CircuitState.Closed:
      return "closed";
    case CircuitState.HalfOpen:
      return "half_open";
    default:
      return "open";
  }
}
