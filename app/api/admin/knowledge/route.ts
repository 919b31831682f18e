import type { LoadedWorkspace } from "@/lib/ai/turn-deps.ts";
import { startInBackground } from "@/lib/background-work.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { reindexWords } from "@/lib/knowledge/reindex-words.ts";
import { readJson } from "@/lib/request-body.ts";
import { runtime } from "@/lib/runtime.ts";
import { database, forgetWorkspace, loadWorkspace } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../operator-workspace.ts";
import { knowledgeSettingsSchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: state, PATCH: change });

/** What the workspace's passages are searched by, and how far a change of the model or the language is. */
async function state({ request }: Exchange): Promise<Response> {
  return stateOf(await operatorWorkspace(request, "read"));
}

/** A new language is the words' own when they have been indexed anew, which begins now and goes on by itself. */
async function change({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const settings = await readJson(request, knowledgeSettingsSchema);
  const { slug } = workspace.config;
  await database().call<boolean>("change_knowledge_settings", {
    p_workspace: workspace.id,
    p_settings: settings,
  });
  forgetWorkspace(slug);
  const changed = await loadWorkspace(slug);
  if (settings.language !== undefined) startReindexing(changed);
  return stateOf(changed);
}

/** What is left when the server ends, or fails, is found by the look that every minute brings (keep-knowledge.ts). */
function startReindexing({ id, config }: LoadedWorkspace): void {
  const { flushes, log } = runtime();
  startInBackground(flushes, (signal) =>
    reindexWords(id, database().call, signal).catch((error: unknown) =>
      log.warn({ err: error, workspace: config.slug }, "the words could not be indexed anew"),
    ),
  );
}

async function stateOf({ id, config }: LoadedWorkspace): Promise<Response> {
  const knowledge = await database().call<object>("read_knowledge_state", { p_workspace: id });
  return Response.json(
    { ...knowledge, staleAfterMonths: config.staleAfterMonths },
    { headers: { "cache-control": "no-store" } },
  );
}
