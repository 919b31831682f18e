import { openaiErrorBody } from "@/lib/completions/openai-error-body.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { plainModels } from "@/lib/wiring.ts";
import { callerWorkspace } from "../../caller-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint(
  { GET: list },
  { errorBody: openaiErrorBody },
);

/** Nobody knows when a provider's model was made; OpenAI's clients want a number. */
const created = 0;

/** The workspace by its name, then in each of its voices, then the plain models. */
async function list({ request }: Exchange): Promise<Response> {
  const { workspace } = await callerWorkspace(request, "chat");
  const { slug, voices } = workspace.config;
  const model = (id: string, owner: string) => ({ id, object: "model", created, owned_by: owner });
  return Response.json(
    {
      object: "list",
      data: [
        model(slug, slug),
        ...voices.map(({ id }) => model(`${slug}/${id}`, slug)),
        ...plainModels(workspace).map(({ provider, model: name }) => model(name, provider)),
      ],
    },
    { headers: { "cache-control": "no-store" } },
  );
}
