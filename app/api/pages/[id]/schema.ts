import { z } from "zod";
import { personText } from "@/lib/request-body.ts";

const notATime = "Must be an ISO 8601 time.";

/** A time of this calendar, brought to UTC: Postgres knows neither a year 0 nor every offset that ISO 8601 allows. */
const expiry = z.iso
  .datetime({ offset: true, error: notATime })
  .transform((text) => new Date(text).toISOString())
  .refine((time) => /^(?!0000)\d{4}-/.test(time), { error: notATime });

/** `PATCH /api/pages/:id`: how its link behaves, and the inputs its calculator starts from. null takes a thing away. */
export const pageChangeSchema = z
  .strictObject({
    expiresAt: expiry.nullable().optional(),
    password: personText({ min: 8, max: 200 }).nullable().optional(),
    withdrawn: z.boolean({ error: "Must be true or false." }).optional(),
    inputs: z
      .record(z.string().max(64), z.number())
      .refine((inputs) => Object.keys(inputs).length > 0, { error: "Name at least one input." })
      .optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: "Name at least one of expiresAt, password, withdrawn, inputs.",
  });

export const pageRestoreSchema = z.strictObject({ version: z.number().int().min(1).max(1_000_000) });
