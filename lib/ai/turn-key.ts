import { createHash } from "node:crypto";
import { AppError } from "../errors.ts";

/**
 * An idempotency key as we keep it: the SHA-256 of the key and of the body it was sent with. `newcomer` says that the
 * key is long and random enough to name its owner by itself: a browser whose first request broke before its cookie
 * arrived has nothing else to show.
 */
export type TurnKey = { key: string; body: string; newcomer: boolean };

/** The turn that a key stands for; with whose it is where the request did not say so. */
export type FirstTurn = {
  turnId: string;
  visitorId?: string;
  visitorVersion?: number;
  conversationId?: string;
};

export function turnKey(key: string, body: object): TurnKey {
  return { key: digest(key), body: digest(JSON.stringify(body)), newcomer: namesItsOwner(key) };
}

/** The request was made before: its turn is to be read instead. */
export class RepeatedTurn extends Error {
  override readonly name = "RepeatedTurn";
  readonly first: FirstTurn;

  constructor(first: FirstTurn) {
    super(`repeats turn ${first.turnId}`);
    this.first = first;
  }

  /** By name: the bundler gives each route its own copy of a class, and what one threw another has to know. */
  static override [Symbol.hasInstance](value: unknown): value is RepeatedTurn {
    return value !== null && typeof value === "object" && "name" in value && value.name === "RepeatedTurn";
  }
}

export function keyConflict(turnId: string | undefined): AppError {
  return new AppError("conflict", {
    message: "This idempotencyKey was used with another body.",
    field: "idempotencyKey",
    ...(turnId !== undefined && { turnId }),
  });
}

/** Whole and hexadecimal 128 bits, or as much in another alphabet; "order-1" is anybody's guess. */
const leastLength = 22;
const leastDifferent = 8;

function namesItsOwner(key: string): boolean {
  return key.length >= leastLength && new Set(key).size >= leastDifferent;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
