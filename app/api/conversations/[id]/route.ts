import { type StoredTurn, toMessages } from "@/lib/conversation-messages.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { idFromPath, readJson } from "@/lib/request-body.ts";
import { ownRequest } from "@/lib/visitor-request.ts";
import { database } from "@/lib/wiring.ts";
import { renameSchema } from "./schema.ts";

type Params = { id: string };
type Stored = { id: string; title: string; createdAt: string; updatedAt: string; turns: StoredTurn[] };

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({
  GET: read,
  PATCH: rename,
  DELETE: remove,
});

async function read({ request, params }: Exchange<Params>): Promise<Response> {
  const id = idFromPath(params.id);
  const { owner } = await ownRequest(request);
  const stored = await database().call<Stored | null>("read_conversation", { ...owner, p_conversation: id });
  if (!stored) throw new AppError("not_found");
  const { turns, ...conversation } = stored;
  return Response.json(
    { ...conversation, messages: turns.flatMap(toMessages) },
    { headers: { "cache-control": "no-store" } },
  );
}

async function rename({ request, params }: Exchange<Params>): Promise<Response> {
  const id = idFromPath(params.id);
  const { title } = await readJson(request, renameSchema);
  const { owner } = await ownRequest(request);
  const { found } = await database().call<{ found: boolean }>("rename_conversation", {
    ...owner,
    p_conversation: id,
    p_title: title,
  });
  if (!found) throw new AppError("not_found");
  return Response.json({ id, title });
}

async function remove({ request, params }: Exchange<Params>): Promise<Response> {
  const id = idFromPath(params.id);
  const { owner } = await ownRequest(request);
  const { found } = await database().call<{ found: boolean }>("delete_conversation", {
    ...owner,
    p_conversation: id,
  });
  if (!found) throw new AppError("not_found");
  return Response.json({ id, deleted: true });
}
