import { z } from "zod";
import { personText } from "@/lib/request-body.ts";

/** `POST /api/admin/session`. */
export const signInSchema = z.strictObject({
  email: personText({ max: 254 }).optional(),
  password: z.string({ error: "Must be a text." }).min(1, { error: "Must not be empty." }).max(400),
});
