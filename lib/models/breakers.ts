import {
  type Breaker,
  type BreakerKey,
  type BreakerOptions,
  type BreakerState,
  type BreakerStore,
  newBreaker,
  type SharedBreaker,
} from "./breaker.ts";

export type Breakers = {
  /** The one breaker of a model at an endpoint. */
  of(key: BreakerKey): Breaker;
  /** The state of each model; of one with several endpoints the best, since it can be asked while one of them can. */
  states(): { provider: string; model: string; state: BreakerState }[];
  /** From now on what opens or closes here is told to other instances, and theirs is taken over. */
  share(store: BreakerStore): void;
};

/** All breakers of this process. `onChange` is told what opens or closes here, not what another instance told. */
export function newBreakers(options: BreakerOptions = {}): Breakers {
  const breakers = new Map<string, Breaker>();
  let store: BreakerStore | undefined;

  return {
    of(key) {
      const known = breakers.get(nameOf(key));
      if (known) return known;
      const onChange = (breaker: SharedBreaker) => {
        store?.changed(breaker);
        options.onChange?.(breaker);
      };
      const made = newBreaker(key, { ...options, onChange });
      breakers.set(nameOf(key), made);
      return made;
    },
    states() {
      const best = new Map<string, { provider: string; model: string; state: BreakerState }>();
      for (const { provider, model, state } of breakers.values()) {
        const name = `${provider}:${model}`;
        const before = best.get(name);
        const now = state();
        if (!before || order[now] < order[before.state]) best.set(name, { provider, model, state: now });
      }
      return [...best.values()];
    },
    share(shared) {
      store = shared;
      shared.listen((breaker) => breakers.get(nameOf(breaker))?.adopt(breaker));
    },
  };
}

const order: Record<BreakerState, number> = { closed: 0, half_open: 1, open: 2 };

function nameOf({ provider, model, endpoint }: BreakerKey): string {
  return `${provider}:${model}#${endpoint}`;
}
