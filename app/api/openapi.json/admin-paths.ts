import { z } from "zod";
import { personChangeSchema } from "../admin/people/[id]/schema.ts";
import { signInSchema } from "../admin/session/schema.ts";
import { idPath, operation, someId } from "./operation.ts";
import { alertsAnswer, personAnswer, somePerson, turnContextAnswer, usageAnswer } from "./usage-answers.ts";

const tag = "Admin";
const operator = { tag, access: "operator" as const };
const personPath = z.object({ id: z.string().max(128) });
const someTime = "2026-11-21T12:00:00.000Z";

/** What operators ask of the installation itself: who is signed in, who uses it and for how much. */
export const adminPaths = {
  "/api/admin/session": {
    get: operation({
      ...operator,
      summary: "Who is signed in",
      answer: z.looseObject({ email: z.string() }),
    }),
    post: operation({
      tag,
      access: "anyone",
      summary: "Sign in",
      body: { schema: signInSchema, example: { password: "the operator's password" } },
      answer: z.object({ email: z.string(), role: z.string() }),
      example: { email: "owner@localhost", role: "owner" },
      refusals: [401, 429],
    }),
    delete: operation({
      tag,
      access: "anyone",
      summary: "Sign out",
      answer: z.object({ signedOut: z.boolean() }),
      example: { signedOut: true },
    }),
  },
  "/api/admin/usage": {
    get: operation({
      ...operator,
      summary: "What was used in a period, by model, action, person or day",
      query: z.object({
        from: z
          .string()
          .optional()
          .meta({ description: "A day or a time; 30 days before `to` unless named." }),
        to: z.string().optional().meta({ description: "A day (to its end) or a time; now unless named." }),
        groupBy: z.enum(["model", "action", "user", "day"]).optional(),
      }),
      answer: usageAnswer,
      example: {
        rows: [
          {
            key: "gpt-4o",
            requests: 40,
            tokens_total: 36_480,
            cost_usd: 0.0948,
            avg_cost: 0.00237,
            avg_tokens: 912,
            errors: 1,
          },
        ],
        from: "2026-10-22T12:00:00.000Z",
        to: someTime,
        groupBy: "model",
      },
      refusals: [400],
    }),
  },
  "/api/admin/alerts": {
    get: operation({
      ...operator,
      summary: "What operators were told, the newest first",
      answer: alertsAnswer,
      example: {
        alerts: [
          {
            id: someId,
            kind: "breaker_open",
            message: "A model keeps failing and is left alone for a while.",
            detail: { provider: "openai", model: "gpt-4o" },
            createdAt: someTime,
          },
        ],
      },
    }),
  },
  "/api/admin/people/{id}": {
    get: operation({
      ...operator,
      summary: "A person: a visitor by their id, or whoever a caller named",
      path: personPath,
      answer: personAnswer,
      example: somePerson,
    }),
    patch: operation({
      ...operator,
      summary: "Change a person's tier, or top up their energy",
      path: personPath,
      body: { schema: personChangeSchema, example: { tier: "professional", energyTopUp: 500 } },
      answer: personAnswer,
      example: somePerson,
    }),
  },
  "/api/admin/turns/{id}/context": {
    get: operation({
      ...operator,
      summary: "What a turn's prompt was made of, and what did not fit",
      path: idPath,
      answer: turnContextAnswer,
    }),
  },
};
