import { z } from "zod";
import { tierNames } from "@/lib/workspace.ts";

/** `PATCH /api/admin/people/:id`. Energy that is topped up is kept when the day's allowance is refilled. */
export const personChangeSchema = z
  .strictObject({
    tier: z.enum(tierNames, { error: `Must be one of ${tierNames.join(", ")}.` }).optional(),
    energyTopUp: z
      .int({ error: "Must be a whole number." })
      .min(1, { error: "Must be at least 1." })
      .max(1_000_000, { error: "May be at most 1,000,000." })
      .optional(),
  })
  .refine((change) => change.tier !== undefined || change.energyTopUp !== undefined, {
    error: "Name tier or energyTopUp.",
  });
