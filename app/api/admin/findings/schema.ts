import { z } from "zod";

const stateSchema = z.enum(["open", "dismissed", "resolved"], {
  error: "Must be one of open, dismissed, resolved.",
});

/** `GET /api/admin/findings`. */
export const findingsQuerySchema = z.object({
  about: z
    .enum(["contradiction", "stale"], { error: "Must be one of contradiction, stale." })
    .default("contradiction"),
  state: stateSchema.default("open"),
});

/** `PATCH /api/admin/findings/:id`. */
export const decisionSchema = z.strictObject({ state: stateSchema });
