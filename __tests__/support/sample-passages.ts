import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClaimSource } from "../../lib/claims/evidence.ts";
import { readDocument } from "../../lib/knowledge/read-document/read-document.ts";
import { splitDocument } from "../../lib/knowledge/split-document.ts";
import { approximateTokens } from "../../lib/models/approximate-tokens.ts";

const folder = join(process.cwd(), "supabase/seed/bevgenie/knowledge");

/** Every passage of the sample company's documents, as a turn gets them. */
export function samplePassages(): ClaimSource[] {
  return readdirSync(folder).flatMap((name) => {
    const document = readDocument({ name, content: readFileSync(join(folder, name), "utf8") });
    const { title } = document;
    return splitDocument(document, approximateTokens).map(({ content, start, headingPath }) => ({
      content,
      start,
      headingPath,
      title,
    }));
  });
}

/** Numbers that are the same each time: 0 up to (not including) `below`. */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
