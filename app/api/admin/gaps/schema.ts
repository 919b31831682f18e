import { z } from "zod";
import { gapReasons, gapStates } from "@/lib/client/admin-gaps.ts";

export const gapStateSchema = z.enum(gapStates, { error: `Must be one of ${gapStates.join(", ")}.` });

/** `PATCH /api/admin/gaps/:id`. */
export const gapChangeSchema = z.strictObject({ state: gapStateSchema });

const passage = z
  .object({
    documentId: z.guid().nullable(),
    passageId: z.guid().nullable(),
    title: z.string(),
    excerpt: z.string(),
  })
  .nullable();

/** Questions that ask the same and got no answer, as they are listed. */
export const gapSchema = z
  .object({
    id: z.guid(),
    state: gapStateSchema,
    question: z.string(),
    wordings: z.array(z.string()),
    visitors: z.int(),
    asked: z.int(),
    firstAskedAt: z.string(),
    lastAskedAt: z.string(),
    why: z.partialRecord(z.enum(Object.keys(gapReasons) as [keyof typeof gapReasons]), z.int()),
    language: z.string(),
    nearest: passage,
    found: passage,
  })
  .meta({ id: "Gap" });

export const gapListSchema = z.object({
  gaps: z.array(gapSchema),
  counts: z.object({ open: z.int(), answered: z.int(), dismissed: z.int() }),
});
