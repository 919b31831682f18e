import { pause } from "../models/pause.ts";
import { systemTimers, type Timers } from "../models/with-timeout.ts";
import { type AllowedPrivate, allowedPrivate } from "./allowed-private.ts";
import { type HostTurns, hostTurns } from "./host-turns.ts";
import { type Resolve, systemResolve } from "./resolve-host.ts";
import type { RobotsRules } from "./robots-rules.ts";
import { type WebLimits, webLimits } from "./web-limits.ts";

/** What reading the web stands on: names, time, limits, and what this process remembers of the sites it reads. */
export type WebWorld = {
  resolve: Resolve;
  isAllowed: AllowedPrivate;
  timers: Timers;
  /** Waits between requests; ends at once with the signal's reason. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  limits: WebLimits;
  turns: HostTurns;
  robots: Map<string, KeptRobots>;
};

/** Rules of one origin, and until when they are believed (`timers.now`). */
type KeptRobots = { rules: RobotsRules; until: number };

export type WebOptions = {
  signal: AbortSignal;
  /** Hosts, addresses and networks that are no part of the internet and may be read (WEB_ALLOW_PRIVATE). */
  allowPrivate?: readonly string[];
  /** What a test replaces. */
  world?: Partial<WebWorld>;
};

const key = Symbol.for("bevgenie.web");
// On globalThis: each bundle has its own copy of this module, and a site must not be asked by two at a time.
const holder = globalThis as { [key]?: Pick<WebWorld, "turns" | "robots"> };

export function webWorld({ allowPrivate = [], world }: WebOptions): WebWorld {
  const wait: WebWorld["pause"] = (ms, signal) => pause(ms, { signal, timers: systemTimers });
  holder[key] ??= { turns: hostTurns({ now: systemTimers.now, pause: wait }), robots: new Map() };
  return {
    resolve: systemResolve,
    isAllowed: allowedPrivate(allowPrivate),
    timers: systemTimers,
    pause: wait,
    limits: webLimits,
    ...holder[key],
    ...world,
  };
}
