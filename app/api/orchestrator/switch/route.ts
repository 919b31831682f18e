import { personOf } from "@/lib/auth.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { readJson } from "@/lib/request-body.ts";
import { database } from "@/lib/wiring.ts";
import { callerWorkspace } from "../../caller-workspace.ts";
import { knownVoice } from "../known-voice.ts";
import { switchSchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ POST: switchVoice });

/** From now on the person is spoken to in another voice. */
async function switchVoice({ request }: Exchange): Promise<Response> {
  const { caller, workspace } = await callerWorkspace(request, "chat");
  const body = await readJson(request, switchSchema);
  const voice = knownVoice(workspace, caller, body.personaId);
  const switched = await database().call<{ from: string; to: string; refused?: "not_found" }>(
    "switch_voice",
    {
      p_workspace: workspace.id,
      p_person: personOf(caller, body.userId),
      p_new_visitor: crypto.randomUUID(),
      p_tier: caller.tier,
      p_conversation: body.conversationId?.toLowerCase() ?? null,
      p_voice: voice.id,
      p_default_voice: workspace.config.defaultVoice,
      p_command: body.command ?? null,
    },
  );
  if (switched.refused) throw new AppError("not_found", { message: "There is no such conversation." });
  return Response.json({ from: switched.from, to: switched.to, success: true });
}
