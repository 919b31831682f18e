import { z } from "zod";

/** `PATCH /api/session`. Scores are 0 to 1; a correction of some personas leaves the others as they are. */
export const sessionChangeSchema = z
  .strictObject({
    personaScores: z.record(z.string().max(64), z.number().min(0).max(1)).optional(),
    personaId: z.string().max(64).optional(),
  })
  .refine((change) => change.personaScores !== undefined || change.personaId !== undefined, {
    error: "Name personaScores or personaId.",
  });
