import { z } from "zod";
import { pageSectionSchema, pageTypeSchema } from "@/lib/pages/page-spec.ts";

/** What the addresses answer, as the document describes it. */

const scores = z.record(z.string(), z.number()).meta({ example: { distributor: 0.6 } });

const signal = z.object({
  persona: z.string(),
  strength: z.enum(["STRONG", "MEDIUM", "WEAK"]),
  confidence: z.number(),
  keywords: z.array(z.string()),
  start: z.int(),
  end: z.int(),
});

const citation = z
  .object({ n: z.int(), excerpt: z.string(), start: z.int(), end: z.int() })
  .meta({ id: "Citation", description: "Offsets are UTF-16 code units in the document's stored text." });

export const meta = z
  .object({
    provider: z.string(),
    model: z.string(),
    tokensUsed: z.number(),
    tokensPrompt: z.number(),
    tokensCompletion: z.number(),
    costUSD: z.number().nullable(),
    energyConsumed: z.number(),
    latencyMs: z.number(),
    firstTokenMs: z.number().nullable(),
    cached: z.boolean(),
    retryCount: z.number(),
    fallbackUsed: z.boolean(),
    timestamp: z.string(),
  })
  .meta({ id: "Meta" });

export const page = z
  .object({
    type: pageTypeSchema,
    title: z.string(),
    summary: z.string(),
    audience: z.string(),
    sections: z.array(pageSectionSchema),
    sources: z.array(z.looseObject({ n: z.int() })),
  })
  .meta({ id: "BevGeniePage" });

export const ownPage = z.looseObject({
  pageId: z.string(),
  url: z.string(),
  version: z.int(),
  page,
  expiresAt: z.string().nullable(),
  withdrawn: z.boolean(),
  hasPassword: z.boolean(),
});

export const turnAnswer = z
  .object({
    content: z.string(),
    citations: z.array(citation),
    personaScores: scores,
    signals: z.array(signal),
    intent: z.string(),
    conversationId: z.string(),
    turnId: z.string(),
    followUps: z.array(z.string()).optional(),
    meta,
  })
  .meta({ id: "TurnAnswer" });

export const session = z.object({
  visitorId: z.string().nullable(),
  conversationId: z.string().nullable(),
  personaScores: scores,
  signals: z.array(z.looseObject({ persona: z.string() })),
  personaId: z.string(),
  tier: z.string(),
  energy: z.object({ available: z.int(), dailyAllowance: z.int(), resetsAt: z.string() }),
  answers: z.enum(["live", "offline"]),
});

export const documentSummary = z
  .looseObject({
    id: z.string(),
    title: z.string(),
    passages: z.int(),
    status: z.string(),
    error: z.string().nullish(),
    warning: z.string().optional(),
  })
  .meta({
    id: "Document",
    description:
      "Of one being added, `ingestId` names the job while it is not ready, and `warning` says what could not be read of it.",
  });

export const message = z
  .looseObject({
    id: z.string(),
    turnId: z.string(),
    role: z.enum(["user", "assistant"]),
    content: z.string(),
    mode: z.enum(["text", "generate"]),
    createdAt: z.string(),
  })
  .meta({ id: "Message" });

export const completion = z
  .looseObject({
    id: z.string(),
    object: z.literal("chat.completion"),
    created: z.int(),
    model: z.string(),
    choices: z.array(
      z.looseObject({
        index: z.int(),
        finish_reason: z.enum(["stop", "length", "content_filter", "tool_calls"]),
        message: z.looseObject({
          role: z.literal("assistant"),
          content: z.string().nullable(),
          citations: z
            .array(
              z.looseObject({
                n: z.int(),
                title: z.string(),
                url: z.string().optional(),
                documentId: z.string(),
                passageId: z.string(),
                excerpt: z.string(),
                start: z.int(),
                end: z.int(),
              }),
            )
            .optional()
            .meta({ description: "What `[n]` in the content stands on. Of a workspace's answers only." }),
        }),
      }),
    ),
    usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() }),
    bevgenie: z
      .looseObject({ turnId: z.string(), conversationId: z.string(), intent: z.string() })
      .optional()
      .meta({ description: "The turn: ids, personaScores, signals, followUps, meta." }),
  })
  .meta({ id: "ChatCompletion" });
