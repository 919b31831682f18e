import { z } from "zod";
import { personText } from "@/lib/request-body.ts";
import { conversationIdSchema, userIdSchema } from "../caller-fields.ts";

/** `POST /api/orchestrator/switch`. `command` is what the person said that asked for it. */
export const switchSchema = z.strictObject({
  personaId: z.string({ error: "Must be the id of a voice." }).min(1).max(64),
  command: personText({ max: 400 }).optional(),
  conversationId: conversationIdSchema.optional(),
  userId: userIdSchema.optional(),
});
