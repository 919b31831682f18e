import { z } from "zod";
import { personText } from "../../../lib/request-body.ts";

/** `POST /api/chat`. Text: 1 to 4,000 characters. */
export const chatRequestSchema = z.strictObject({
  message: personText({ max: 4000 }),
  mode: z.enum(["text", "generate"], { error: 'Must be "text" or "generate".' }),
  conversationId: z.guid({ error: "Must be the id of a conversation." }).optional(),
  personaId: z.string().max(64).optional(),
  idempotencyKey: z.string().min(1).max(200).optional(),
  useCache: z.boolean({ error: "Must be true or false." }).default(true),
});
export type ChatRequest = z.infer<typeof chatRequestSchema>;
