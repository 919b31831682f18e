import { z } from "zod";
import { personText } from "@/lib/request-body.ts";
import { conversationIdSchema, userIdSchema } from "../caller-fields.ts";

/** `POST /api/orchestrator/chat`. */
export const orchestratorChatSchema = z.strictObject({
  message: personText({ max: 4000 }),
  personaId: z.string().max(64).optional(),
  conversationId: conversationIdSchema.optional(),
  userId: userIdSchema.optional(),
  provider: z
    .enum(["openai", "anthropic", "ollama"], { error: "Must be openai, anthropic or ollama." })
    .optional(),
  /** Ids of documents, or tags. */
  sources: z
    .array(personText({ max: 64 }))
    .min(1)
    .max(100)
    .optional(),
  useCache: z.boolean({ error: "Must be true or false." }).default(true),
});
