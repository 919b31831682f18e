import { requireInstallation } from "@/lib/auth.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { metrics } from "@/lib/metrics.ts";
import { database } from "@/lib/wiring.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: read });

/** The process's counts as Prometheus reads them, over all workspaces. */
async function read({ request }: Exchange): Promise<Response> {
  await requireInstallation(request, { call: database().call });
  const { registry } = metrics();
  return new Response(await registry.metrics(), {
    headers: { "content-type": registry.contentType, "cache-control": "no-store" },
  });
}
