import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { embedder, models } from "@/lib/wiring.ts";
import { requireCaller } from "../caller.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: config });

/** What a caller may choose from: models, actions with prices and defaults, tiers, and what is on. */
async function config({ request }: Exchange): Promise<Response> {
  const { workspace } = await requireCaller(request, "read");
  const { actions, tiers, localOnly, offlineAnswers, answerCacheMinutes, promptTokens } = workspace.config;
  const usable = (chain: { provider: string; model: string }[]) =>
    chain
      .filter(({ provider }) => !localOnly || provider === "ollama")
      .map(({ provider, model }) => ({ provider, model }));
  const { chat, economy, page } = models().chains;
  return Response.json(
    {
      workspace: workspace.config.slug,
      models: {
        chat: usable(chat),
        economy: usable(economy),
        page: usable(page),
        embedding: embedder().model,
      },
      actions,
      tiers,
      features: {
        liveAnswers: usable(chat).length > 0,
        offlineAnswers,
        localOnly,
        answerCache: answerCacheMinutes > 0,
        promptTokens,
      },
    },
    { headers: { "cache-control": "no-store" } },
  );
}
