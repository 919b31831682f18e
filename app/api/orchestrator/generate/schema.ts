import { z } from "zod";
import { personId } from "@/lib/person-id.ts";

const text = (max: number) =>
  z
    .string({ error: "Must be a text." })
    .min(1, { error: "Must not be empty." })
    .max(max, { error: `May have at most ${max} characters.` })
    .refine((value) => !value.includes("\u0000") && value.isWellFormed(), {
      error: "Holds characters that cannot be stored.",
    });

/** `POST /api/orchestrator/generate`. What is left out is the action's, or the contract's default. */
export const generateSchema = z.strictObject({
  messages: z
    .array(
      z.strictObject({
        role: z.enum(["system", "user", "assistant"], { error: 'Must be "system", "user" or "assistant".' }),
        content: text(200_000),
      }),
    )
    .min(1, { error: "Needs at least one message." })
    .max(500, { error: "May have at most 500 messages." })
    .refine((messages) => messages.some(({ role }) => role === "user"), {
      error: 'Needs a message of the role "user".',
    }),
  config: z.strictObject({
    userId: personId,
    action: text(64),
    model: text(120).optional(),
    provider: z.enum(["openai", "anthropic", "ollama"], { error: "There is no such provider." }).optional(),
    temperature: z.number().min(0).max(2).optional(),
    maxTokens: z.int().min(1).max(32_000).optional(),
    autoSelectModel: z.boolean({ error: "Must be true or false." }).default(true),
    workspaceId: text(64).optional(),
    prospectId: text(128).optional(),
    /** In all, the first one included. */
    retryAttempts: z.int().min(1).max(10).default(3),
    retryDelay: z.int().min(0).max(60_000).default(1_000),
    allowFallback: z.boolean({ error: "Must be true or false." }).default(true),
    fallbackModel: text(120).optional(),
    /** Unlike a chat's, a generated text may be wanted anew: only whoever asks for it gets a kept one. */
    useCache: z.boolean({ error: "Must be true or false." }).default(false),
  }),
});
export type GenerateBody = z.infer<typeof generateSchema>;
