import { z } from "zod";
import { completionSchema } from "@/lib/completions/completion-request.ts";
import { orchestratorChatSchema } from "../orchestrator/chat/schema.ts";
import { generateSchema } from "../orchestrator/generate/schema.ts";
import { personSchema } from "../orchestrator/person-schema.ts";
import { historyQuerySchema } from "../orchestrator/persona-history/schema.ts";
import { switchSchema } from "../orchestrator/switch/schema.ts";
import { completion, turnAnswer } from "./answers.ts";
import { openaiError, operation } from "./operation.ts";
import {
  configAnswer,
  generated,
  metricsAnswer,
  notGenerated,
  queueStats,
  removed,
  someMeta,
  someMetrics,
} from "./usage-answers.ts";

const orchestrator = { tag: "Orchestrator", access: "caller" as const };
const openai = { tag: "OpenAI", access: "caller" as const, refusal: openaiError };
const health = {
  status: "ok",
  database: "ok",
  redis: "off",
  providers: [{ name: "openai", configured: true, breaker: "closed" }],
  queue: { running: 0, waiting: 0 },
};

/** What programs ask for. */
export const callerPaths = {
  "/api/orchestrator/chat": {
    post: operation({
      ...orchestrator,
      summary: "A turn for a person that the caller names (scope chat)",
      body: {
        schema: orchestratorChatSchema,
        example: { message: "How long does a rollout take?", userId: "buyer-7" },
      },
      answer: turnAnswer,
      others: { "text/event-stream": "The frames of POST /api/chat, where Accept asks for them." },
      refusals: [402, 404, 409, 429, 503],
    }),
  },
  "/api/orchestrator/switch": {
    post: operation({
      ...orchestrator,
      summary: "Change the voice a person is spoken to in (scope chat)",
      body: { schema: switchSchema, example: { personaId: "warm", userId: "buyer-7" } },
      answer: z.object({ from: z.string(), to: z.string(), success: z.boolean() }),
      example: { from: "plain", to: "warm", success: true },
      refusals: [404],
    }),
  },
  "/api/orchestrator/personas": {
    get: operation({
      ...orchestrator,
      summary: "The workspace's voices (scope read)",
      query: z.object({ category: z.string().optional(), tier: z.string().optional() }),
      answer: z.object({
        personas: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            description: z.string(),
            category: z.string().nullable(),
            tier: z.string(),
            isDefault: z.boolean(),
          }),
        ),
      }),
      refusals: [400],
    }),
  },
  "/api/orchestrator/persona-history": {
    get: operation({
      ...orchestrator,
      summary: "A person's changes of voice, newest first (scope read)",
      query: historyQuerySchema,
      answer: z.object({
        history: z.array(
          z.object({
            from: z.string(),
            to: z.string(),
            command: z.string().nullable(),
            conversationId: z.string().nullable(),
            at: z.string(),
          }),
        ),
      }),
      refusals: [400],
    }),
  },
  "/api/orchestrator/health": {
    get: operation({
      tag: "Installation",
      access: "anyone",
      summary: "How the installation is; 503 when its database is down",
      answer: z.looseObject({ status: z.enum(["ok", "degraded", "down"]) }),
      example: health,
    }),
  },
  "/api/orchestrator/generate": {
    post: operation({
      ...orchestrator,
      summary: "A bare call to a model, paid for by the person it names (scope generate)",
      description:
        "`action` is one of GET /api/orchestrator/config; what the call leaves out is the action's. `retryAttempts` are all attempts of one model, the first included; `retryDelay` is in milliseconds and doubles. With `autoSelectModel` the economy model answers where the energy does not reach for the strong one.",
      body: {
        schema: generateSchema,
        example: {
          messages: [{ role: "user", content: "Write one sentence about beverage delivery." }],
          config: { userId: "buyer-7", action: "ai_message" },
        },
      },
      answer: generated,
      example: { success: true, content: "A full truck is a cheap truck.", meta: someMeta },
      refusals: [402, 429, 503],
      refusal: notGenerated,
    }),
  },
  "/api/orchestrator/config": {
    get: operation({
      ...orchestrator,
      summary: "Models, actions with their prices and defaults, tiers, and what is on (scope read)",
      answer: configAnswer,
    }),
  },
  "/api/orchestrator/metrics": {
    get: operation({
      ...orchestrator,
      summary: "How the last hours went (scope read)",
      query: z.object({
        hours: z.int().min(1).max(744).optional().meta({ description: "24 unless another is named." }),
        userId: z.string().max(128).optional(),
      }),
      answer: metricsAnswer,
      example: someMetrics,
      refusals: [400],
    }),
  },
  "/api/orchestrator/queue-stats": {
    get: operation({
      ...orchestrator,
      summary: "How turns wait for each other (scope read)",
      answer: queueStats,
      example: { running: 2, waiting: 1, merged: 4, cancelled: 0, averageWaitMs: 310 },
    }),
  },
  "/api/orchestrator/cache/clear": {
    post: operation({
      ...orchestrator,
      access: "operator",
      summary: "Forget answers that would be given again: all, or those of a person's turns (scope admin)",
      body: { schema: personSchema, example: { userId: "buyer-7" } },
      answer: removed,
      example: { removed: 3 },
    }),
  },
  "/api/orchestrator/context/cleanup": {
    post: operation({
      ...orchestrator,
      access: "operator",
      summary:
        "Remove summaries, records of prompts and kept answers that are no longer of use (scope admin)",
      body: { schema: personSchema, example: {} },
      answer: removed,
      example: { removed: 12 },
    }),
  },
  "/api/v1/chat/completions": {
    post: operation({
      ...openai,
      summary: "A completion by a workspace or a plain model, in OpenAI's wire format",
      description:
        "`model` is the workspace's slug (scope chat), `slug/voice` for one of its voices, or a plain model (scope generate). The messages are the history; system messages stand below the workspace's own instructions. `user` names the person. Unknown fields are let be; tools go to plain models; `n` above 1 and images are refused.",
      body: {
        schema: completionSchema,
        example: {
          model: "bevgenie",
          messages: [{ role: "user", content: "How long does a rollout take?" }],
          user: "buyer-7",
        },
      },
      answer: completion,
      others: { "text/event-stream": "chat.completion.chunk objects; the last frame is [DONE]." },
      refusals: [402, 404, 429, 503],
    }),
  },
  "/api/v1/models": {
    get: operation({
      ...openai,
      summary: "The workspace, its voices, and the plain models",
      answer: z.object({
        object: z.literal("list"),
        data: z.array(
          z.object({
            id: z.string(),
            object: z.literal("model"),
            created: z.int(),
            owned_by: z.string(),
          }),
        ),
      }),
      example: {
        object: "list",
        data: [{ id: "bevgenie", object: "model", created: 0, owned_by: "bevgenie" }],
      },
    }),
  },
};
