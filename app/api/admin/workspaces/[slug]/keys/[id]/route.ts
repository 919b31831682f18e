import { forgetApiKey } from "@/lib/api-key.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { keysAccess } from "../keys-access.ts";
import type { ApiKey } from "../schema.ts";

type Params = { slug: string; id: string };
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ DELETE: revoke });

/** Revokes a key. It stays in the list, and works nowhere any more. */
async function revoke({ request, params, log }: Exchange<Params>): Promise<Response> {
  const { workspace } = await keysAccess(request, params.slug);
  const revoked = await database().call<(ApiKey & { hash: string }) | null>("revoke_api_key", {
    p_workspace: workspace.id,
    p_key: idFromPath(params.id),
  });
  if (!revoked) throw new AppError("not_found");
  const { hash, ...key } = revoked;
  forgetApiKey(hash);
  log.info({ keyId: key.id }, "an API key was revoked");
  return Response.json(key, { headers: { "cache-control": "no-store" } });
}
