import { z } from "zod";
import { apiKeySchema, newKeySchema } from "../admin/workspaces/[slug]/keys/schema.ts";
import { operation, someId } from "./operation.ts";

const owner = { tag: "Admin", access: "owner" as const };
const slugPath = z.object({ slug: z.string() });
const key = {
  id: someId,
  name: "Web shop",
  hint: "bg_live_x7Qa…",
  scopes: ["chat"],
  tier: "basic",
  createdAt: "2026-11-21T12:00:00Z",
  lastUsedAt: null,
  revokedAt: null,
};

/** The keys of a workspace, which its owner makes and revokes. */
export const keyPaths = {
  "/api/admin/workspaces/{slug}/keys": {
    get: operation({
      ...owner,
      summary: "The workspace's API keys (owner)",
      path: slugPath,
      answer: z.object({ keys: z.array(apiKeySchema) }),
      example: { keys: [key] },
    }),
    post: operation({
      ...owner,
      summary: "Make an API key; the answer is the only one that shows it (owner)",
      path: slugPath,
      body: { schema: newKeySchema, example: { name: "Web shop", scopes: ["chat"], tier: "basic" } },
      status: 201,
      answer: apiKeySchema.extend({ key: z.string() }),
      example: { ...key, key: "bg_live_x7Qa…" },
    }),
  },
  "/api/admin/workspaces/{slug}/keys/{id}": {
    delete: operation({
      ...owner,
      summary: "Revoke an API key at once (owner)",
      path: slugPath.extend({ id: z.guid() }),
      answer: apiKeySchema,
      example: { ...key, revokedAt: "2026-11-21T13:00:00Z" },
    }),
  },
};
