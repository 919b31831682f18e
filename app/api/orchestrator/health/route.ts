import { endpoint } from "@/lib/endpoint.ts";
import { readHealth } from "@/lib/health.ts";
import { sharedRedis } from "@/lib/redis/shared.ts";
import { breakers, database, turnLine } from "@/lib/wiring.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: health });

/** Open to all: says nothing that a stranger may not know. */
async function health(): Promise<Response> {
  const state = await readHealth({
    database: database(),
    queue: turnLine(),
    redis: sharedRedis(),
    breakers: breakers(),
  });
  return Response.json(state, {
    status: state.status === "down" ? 503 : 200,
    headers: { "cache-control": "no-store" },
  });
}
