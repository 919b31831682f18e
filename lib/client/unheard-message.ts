import type { TurnBody } from "./run-turn.ts";

/**
 * The messages that were sent and not heard of yet. They outlive a reload of their tab, so that a newcomer, who has no cookie
 * before the first frame, can send the same requests again: their keys make those the same turns, for as long as the
 * server knows a newcomer's key.
 */
type Unheard = { body: TurnBody; sentAt: number };

const knownMs = 10 * 60 * 1000;

type Kept = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export function keepUnheard(
  workspace: string,
  body: TurnBody,
  { storage = sessionStorage, now = Date.now() }: { storage?: Kept; now?: number } = {},
): void {
  const others = read(workspace, storage).filter((one) => !isOf(one, body.idempotencyKey));
  write(workspace, storage, [...others, { body, sentAt: now }]);
}

/** Something was heard of it, or it was refused: it has not to be sent again. Other messages are left. */
export function forgetUnheard(
  workspace: string,
  idempotencyKey: string,
  { storage = sessionStorage }: { storage?: Kept } = {},
): void {
  const unheard = read(workspace, storage);
  const left = unheard.filter((one) => !isOf(one, idempotencyKey));
  if (left.length < unheard.length) write(workspace, storage, left);
}

/** What was sent before a reload and is still known under its key, in the order of sending. It is given once. */
export function takeUnheard(
  workspace: string,
  { storage = sessionStorage, now = Date.now() }: { storage?: Kept; now?: number } = {},
): TurnBody[] {
  const unheard = read(workspace, storage);
  if (unheard.length > 0) write(workspace, storage, []);
  return unheard.filter(({ sentAt }) => now - sentAt < knownMs).map(({ body }) => body);
}

function isOf({ body }: Unheard, idempotencyKey: string): boolean {
  return body.idempotencyKey === idempotencyKey;
}

/** A full or forbidden storage is no reason not to send: what is unheard is then not kept. */
function write(workspace: string, storage: Kept, unheard: readonly Unheard[]): boolean {
  try {
    if (unheard.length > 0) storage.setItem(nameOf(workspace), JSON.stringify(unheard));
    else storage.removeItem(nameOf(workspace));
    return true;
  } catch {
    return false;
  }
}

function read(workspace: string, storage: Kept): Unheard[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(nameOf(workspace)) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function nameOf(workspace: string): string {
  return `unheard:${workspace}`;
}
