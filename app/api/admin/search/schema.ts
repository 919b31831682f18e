import { z } from "zod";
import { personText } from "@/lib/request-body.ts";

/** `POST /api/admin/search`. */
export const searchSchema = z.strictObject({
  query: personText({ max: 4000 }),
  limit: z.int().min(1).max(50).default(5),
  personaScores: z.record(z.string().max(64), z.number().min(0).max(1)).default({}),
  /** Ids of documents or tags. */
  sources: z
    .array(personText({ max: 64 }))
    .min(1)
    .max(100)
    .optional(),
  /** Whether a model puts the best in order; left out: as in a visitor's turn. */
  rerank: z.boolean().optional(),
});
