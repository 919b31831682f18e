import { z } from "zod";
import { userIdSchema } from "../caller-fields.ts";

/** The query of `GET /api/orchestrator/persona-history`. */
export const historyQuerySchema = z.object({
  limit: z.coerce
    .number({ error: "Must be a whole number from 1 to 500." })
    .int()
    .min(1)
    .max(500)
    .default(50),
  userId: userIdSchema.optional(),
});
