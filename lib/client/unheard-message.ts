import type { TurnBody } from "./run-turn.ts";

/**
 * A message that was sent and not heard of yet. It outlives a reload of its tab, so that a newcomer, who has no cookie
 * before the first frame, can send the same request again: its key makes that the same turn, for as long as the server
 * knows a newcomer's key.
 */
type Unheard = { body: TurnBody; sentAt: number };

const knownMs = 10 * 60 * 1000;

type Kept = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export function keepUnheard(
  workspace: string,
  body: TurnBody,
  { storage = sessionStorage, now = Date.now() }: { storage?: Kept; now?: number } = {},
): void {
  // A full or forbidden storage is no reason not to send.
  try {
    storage.setItem(nameOf(workspace), JSON.stringify({ body, sentAt: now } satisfies Unheard));
  } catch {}
}

/** Something was heard of it, or it was refused: nothing has to be sent again. Another message's is left. */
export function forgetUnheard(
  workspace: string,
  idempotencyKey: string,
  { storage = sessionStorage }: { storage?: Kept } = {},
): void {
  if (read(workspace, storage)?.body.idempotencyKey === idempotencyKey) storage.removeItem(nameOf(workspace));
}

/** What was sent before a reload and is still known under its key; undefined otherwise. It is given once. */
export function takeUnheard(
  workspace: string,
  { storage = sessionStorage, now = Date.now() }: { storage?: Kept; now?: number } = {},
): TurnBody | undefined {
  const unheard = read(workspace, storage);
  if (!unheard) return undefined;
  storage.removeItem(nameOf(workspace));
  return now - unheard.sentAt < knownMs ? unheard.body : undefined;
}

function read(workspace: string, storage: Kept): Unheard | undefined {
  try {
    return JSON.parse(storage.getItem(nameOf(workspace)) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

function nameOf(workspace: string): string {
  return `unheard:${workspace}`;
}
