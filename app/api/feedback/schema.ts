import { z } from "zod";
import { personText } from "@/lib/request-body.ts";

/** `POST /api/feedback`. */
export const feedbackSchema = z.strictObject({
  turnId: z.guid({ error: "Must be the id of a turn." }),
  rating: z.union([z.literal(1), z.literal(-1)], { error: "Must be 1 or -1." }),
  comment: personText({ max: 2000 }).optional(),
});
