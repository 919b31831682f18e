import { z } from "zod";

/** Which items of a job are meant; without a name all of them. */
export const itemsSchema = z.strictObject({ items: z.array(z.guid()).min(1).max(500).optional() });

export const itemStates = [
  "waiting",
  "reading",
  "embedding",
  "ready",
  "unchanged",
  "failed",
  "cancelled",
] as const;

/** `after` is the `next` of the page before. */
export const itemQuerySchema = z.object({
  state: z.enum(itemStates).optional(),
  after: z
    .string()
    .regex(/^\d{1,9}\.\d{1,9}$/, "Must be the next of a page before.")
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
