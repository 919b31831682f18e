import type { Call } from "../db/call.ts";
import { countForStoring } from "../models/tokens.ts";
import { quotedPassage } from "./quoted-passage.ts";

type Uncounted = {
  number: number;
  title: string;
  headingPath: string[];
  context: string | null;
  content: string;
};

const batchSize = 500;

/**
 * Counts the tokens of a workspace's passages that were indexed before passages were counted. Returns how many;
 * safe to repeat and to interrupt. Throws DatabaseError.
 */
export async function countPassages(workspaceId: string, call: Call): Promise<number> {
  for (let counted = 0; ; ) {
    const passages = await call<Uncounted[]>("passages_without_tokens", {
      p_workspace: workspaceId,
      p_limit: batchSize,
    });
    if (passages.length === 0) return counted;
    const tokens = await countForStoring(passages.map(quotedPassage));
    await call("store_tokens", {
      p_workspace: workspaceId,
      p_tokens: passages.map(({ number }, index) => ({ number, tokens: tokens[index] ?? 0 })),
    });
    counted += passages.length;
  }
}
