import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import type { Caller } from "@/lib/auth.ts";
import { AppError } from "@/lib/errors.ts";
import { type TierName, tierNames } from "@/lib/workspace.ts";

type Voice = LoadedWorkspace["config"]["voices"][number];

/** The voice of that id. Throws 400 where there is none, 403 where it is kept for a higher tier than the caller's. */
export function knownVoice({ config }: LoadedWorkspace, { tier }: Caller, voiceId: string): Voice {
  const voice = config.voices.find(({ id }) => id === voiceId);
  if (!voice) {
    throw new AppError("invalid_request", { message: "There is no such voice.", field: "personaId" });
  }
  if (isFor(voice, tier)) return voice;
  throw new AppError("forbidden", { message: `That voice is for the tier ${voice.tier} and above.` });
}

export function isFor({ tier: lowest }: Voice, tier: TierName): boolean {
  return lowest === undefined || tierNames.indexOf(tier) >= tierNames.indexOf(lowest);
}
