import type { UsageRow } from "../ai/usage-rows.ts";
import type { Call, SqlArgument } from "../db/call.ts";
import { AppError, toWireError } from "../errors.ts";

type Arguments = Record<string, SqlArgument>;

/** Something that happened and is not in the database yet. Writing it twice changes nothing the second time. */
export type Write =
  /** How a turn ended: the arguments of close_turn. */
  | { kind: "turn"; args: Arguments }
  /** What a turn cost, where its end cannot be recorded: the arguments of account_failed_turn. */
  | { kind: "turn-account"; args: Arguments }
  /** What another call cost: the arguments of settle_energy. */
  | { kind: "call"; args: Arguments }
  /** Calls that nobody is charged for; `workspace` is a slug. */
  | { kind: "usage"; workspace: string; rows: UsageRow[] };

export type Writing = {
  call: Call;
  /** The id of a workspace by its slug. */
  workspaceId: (slug: string) => Promise<string>;
};

/** Writes it now. Throws what the database says. */
export async function writeNow(write: Write, { call, workspaceId }: Writing): Promise<void> {
  switch (write.kind) {
    case "turn":
      return call("close_turn", write.args);
    case "turn-account":
      return call("account_failed_turn", write.args);
    case "call":
      return call("settle_energy", write.args);
    case "usage":
      return call("record_usage", { p_workspace: await workspaceId(write.workspace), p_rows: write.rows });
  }
}

/** What can be kept of a write that the database will never take as it is: a turn's costs without its words. */
export function withoutItsWords(write: Write): Write | undefined {
  if (write.kind !== "turn") return undefined;
  const { p_workspace = null, p_turn = null, p_energy = null, p_usage = [] } = write.args;
  const lost = new AppError("internal", {
    message: "The answer was shown and could not be kept. Ask again.",
  });
  const p_error = toWireError(lost, String(p_turn));
  return { kind: "turn-account", args: { p_workspace, p_turn, p_energy, p_usage, p_error } };
}

/** The same writes with the rows of a workspace in one: where there are many they are many small ones. */
export function gathered(writes: readonly Write[]): Write[] {
  const rows = new Map<string, UsageRow[]>();
  for (const write of writes) {
    if (write.kind === "usage")
      rows.set(write.workspace, [...(rows.get(write.workspace) ?? []), ...write.rows]);
  }
  const usage = [...rows].map(([workspace, all]): Write => ({ kind: "usage", workspace, rows: all }));
  return [...writes.filter(({ kind }) => kind !== "usage"), ...usage];
}

/** Asks the database itself, for whoever keeps no workspaces. Throws `not_found`. */
export function storedWorkspaceId(call: Call): Writing["workspaceId"] {
  return async (slug) => {
    const stored = await call<{ id: string } | null>("read_workspace", { p_slug: slug });
    if (!stored) throw new AppError("not_found");
    return stored.id;
  };
}
