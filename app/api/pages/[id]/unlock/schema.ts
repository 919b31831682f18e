import { z } from "zod";
import { personText } from "@/lib/request-body.ts";

/** `POST /api/pages/:id/unlock`. */
export const unlockSchema = z.strictObject({ password: personText({ max: 200 }) });
