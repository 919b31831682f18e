import { newApiKey } from "@/lib/api-key.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { readJson } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { keysAccess } from "./keys-access.ts";
import { type ApiKey, newKeySchema } from "./schema.ts";

type Params = { slug: string };
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ GET: list, POST: create });

async function list({ request, params }: Exchange<Params>): Promise<Response> {
  const { workspace } = await keysAccess(request, params.slug);
  const keys = await database().call<ApiKey[]>("list_api_keys", { p_workspace: workspace.id });
  return Response.json({ keys }, { headers: { "cache-control": "no-store" } });
}

/** The only answer that ever holds the key. */
async function create({ request, params, log }: Exchange<Params>): Promise<Response> {
  const { workspace, operatorId } = await keysAccess(request, params.slug);
  const { name, scopes, tier } = await readJson(request, newKeySchema);
  const { key, hash, hint } = newApiKey();
  const made = await database().call<ApiKey>("create_api_key", {
    p_workspace: workspace.id,
    p_key: crypto.randomUUID(),
    p_name: name,
    p_hash: hash,
    p_hint: hint,
    p_scopes: scopes,
    p_tier: tier,
    p_operator: operatorId ?? null,
  });
  log.info({ keyId: made.id, scopes, tier }, "an API key was made");
  return Response.json({ ...made, key }, { status: 201, headers: { "cache-control": "no-store" } });
}
