import { z } from "zod";
import { personText } from "@/lib/request-body.ts";

/** `POST /api/admin/judged-runs`. */
export const newRunSchema = z.strictObject({
  /** What the operator says of it: "before the new price list". */
  label: personText({ max: 120 }).optional(),
  /** Whether a model puts what was found in order; left out: as in a visitor's turn. */
  rerank: z.boolean().optional(),
});
