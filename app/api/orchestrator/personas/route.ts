import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { type TierName, tierNames } from "@/lib/workspace.ts";
import { callerWorkspace } from "../../caller-workspace.ts";
import { isFor } from "../known-voice.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: list });

/** The workspace's voices: those of a category, those that a tier may choose. Their prompts stay here. */
async function list({ request }: Exchange): Promise<Response> {
  const { workspace } = await callerWorkspace(request, "read");
  const query = new URL(request.url).searchParams;
  const category = query.get("category");
  const tier = tierOf(query.get("tier"));
  const personas = workspace.config.voices
    .filter((voice) => category === null || voice.category === category)
    .filter((voice) => tier === undefined || isFor(voice, tier))
    .map(({ id, name, description, category: kind, tier: lowest }) => ({
      id,
      name,
      description,
      category: kind ?? null,
      tier: lowest ?? tierNames[0],
      isDefault: id === workspace.config.defaultVoice,
    }));
  return Response.json({ personas }, { headers: { "cache-control": "no-store" } });
}

function tierOf(given: string | null): TierName | undefined {
  if (given === null) return undefined;
  const tier = tierNames.find((name) => name === given);
  if (tier) return tier;
  throw new AppError("invalid_request", {
    field: "tier",
    message: `Must be one of ${tierNames.join(", ")}.`,
  });
}
