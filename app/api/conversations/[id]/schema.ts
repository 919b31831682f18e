import { z } from "zod";
import { personText } from "@/lib/request-body.ts";

/** `PATCH /api/conversations/:id`. */
export const renameSchema = z.strictObject({ title: personText({ max: 120 }) });
