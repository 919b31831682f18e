import { z } from "zod";
import { personText } from "@/lib/request-body.ts";

/** `POST /api/admin/judged-runs`. */
export const newRunSchema = z.strictObject({
  /** What the operator says of it: "before the new price list". */
  label: personText({ max: 120 }).optional(),
});
