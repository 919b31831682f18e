import { z } from "zod";

/** `POST /api/admin/documents/:id/restore`. */
export const restoreSchema = z.strictObject({
  version: z.int({ error: "Must be the number of a version." }).min(1).max(2_147_483_647),
});
