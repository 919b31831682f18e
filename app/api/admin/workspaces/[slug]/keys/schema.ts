import { z } from "zod";
import { scopes } from "@/lib/api-key.ts";
import { personText } from "@/lib/request-body.ts";
import { tierNames } from "@/lib/workspace.ts";

/** `POST /api/admin/workspaces/:slug/keys`. */
export const newKeySchema = z.strictObject({
  name: personText({ max: 80 }),
  scopes: z
    .array(z.enum(scopes, { error: `Each must be one of ${scopes.join(", ")}.` }))
    .min(1, { error: "Name at least one." })
    .transform((named) => [...new Set(named)]),
  tier: z.enum(tierNames, { error: `Must be one of ${tierNames.join(", ")}.` }).default("basic"),
});

/** A key as it is listed: never the key itself. */
export const apiKeySchema = z.object({
  id: z.guid(),
  name: z.string(),
  hint: z.string(),
  scopes: z.array(z.enum(scopes)),
  tier: z.enum(tierNames),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;
