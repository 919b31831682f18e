import { z } from "zod";
import { workspaceSchema } from "@/lib/workspace.ts";

/** `PATCH /api/admin/knowledge`: what is left out stays as it is. */
export const knowledgeSettingsSchema = z
  .strictObject({
    /** ISO 639-1. One whose endings the search does not know is searched by words as they are written. */
    language: z.string().regex(/^[a-z]{2}$/, { error: "Must be a language's two letters, such as en." }),
    /** Without the default: what is left out is not to be set. */
    staleAfterMonths: workspaceSchema.shape.staleAfterMonths.unwrap(),
  })
  .partial()
  .refine((settings) => Object.keys(settings).length > 0, { error: "Name what is to change." });
