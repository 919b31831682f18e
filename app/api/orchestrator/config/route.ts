import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { embedderFor, modelsOf } from "@/lib/wiring.ts";
import { callerWorkspace } from "../../caller-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: config });

/** What a caller may choose from: models, actions with prices and defaults, tiers, and what is on. */
async function config({ request }: Exchange): Promise<Response> {
  const { workspace } = await callerWorkspace(request, "read");
  const { actions, tiers, localOnly, offlineAnswers, answerCacheMinutes, promptTokens } = workspace.config;
  const named = (chain: { provider: string; model: string }[]) =>
    chain.map(({ provider, model }) => ({ provider, model }));
  const { strong, economy, page } = modelsOf(workspace).candidates;
  return Response.json(
    {
      workspace: workspace.config.slug,
      models: {
        chat: named(strong),
        economy: named(economy),
        page: named(page),
        embedding: embedderFor(workspace.config).model,
      },
      actions,
      tiers,
      features: {
        liveAnswers: strong.length > 0,
        offlineAnswers,
        localOnly,
        answerCache: answerCacheMinutes > 0,
        promptTokens,
      },
    },
    { headers: { "cache-control": "no-store" } },
  );
}
