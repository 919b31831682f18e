import type { RunningTurn } from "../../../lib/ai/running-turns.ts";
import { keyConflict, type TurnKey } from "../../../lib/ai/turn-key.ts";
import { runtime } from "../../../lib/runtime.ts";

/**
 * Turns of this process by the idempotency keys they answer to, for as long as they run: a request that is sent twice
 * joins before anything is asked of anybody.
 */

/** Who may use a key: a visitor, or somebody without a cookie whose key is long and random. */
export type KeyOwner = { workspaceId: string; visitorId: string | undefined };

/** The running turn that the key stands for. Throws `conflict` where its body was another. */
export function runningTurnOf(owner: KeyOwner, key: TurnKey | undefined): RunningTurn | undefined {
  const name = key && nameOf(owner, key);
  const known = name === undefined ? undefined : runtime().runningKeys.get(name);
  if (!known || !key) return undefined;
  if (known.body !== key.body) throw keyConflict(known.turn.turnId);
  return known.turn;
}

/** From now until the turn ends, its keys lead to it. */
export function keepRunningKeys(owner: KeyOwner, keys: readonly TurnKey[], turn: RunningTurn): void {
  const { runningKeys } = runtime();
  const names = keys.flatMap((key) => nameOf(owner, key) ?? []);
  for (const [index, name] of names.entries()) {
    runningKeys.set(name, { turn, body: keys[index]?.body ?? "" });
  }
  void turn.finished.finally(() => {
    for (const name of names) if (runningKeys.get(name)?.turn === turn) runningKeys.delete(name);
  });
}

/** The running turn of a key as its sender wrote it, whatever its body: for stopping what has no turn id yet. */
export function runningTurnOfSent(owner: KeyOwner, key: TurnKey): RunningTurn | undefined {
  const name = nameOf(owner, key);
  return name === undefined ? undefined : runtime().runningKeys.get(name)?.turn;
}

function nameOf({ workspaceId, visitorId }: KeyOwner, { key, newcomer }: TurnKey): string | undefined {
  if (visitorId !== undefined) return `${workspaceId}:${visitorId}:${key}`;
  return newcomer ? `${workspaceId}:newcomer:${key}` : undefined;
}
