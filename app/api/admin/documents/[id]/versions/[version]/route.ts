import { diffTexts } from "@/lib/admin/versions/diff-texts.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { operatorWorkspace } from "../../../../operator-workspace.ts";
import { readVersion } from "../read-version.ts";

type Params = { id: string; version: string };
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ GET: read });

/** One text of the document; `?against=<version>` adds what is different in it from that one. */
async function read({ request, params }: Exchange<Params>): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const wanted = { documentId: params.id, version: params.version };
  const version = await readVersion(workspace.id, wanted);
  const named = new URL(request.url).searchParams.get("against");
  const other = named === null ? undefined : await readVersion(workspace.id, { ...wanted, version: named });
  const diff = other && { against: other.version, ...diffTexts(other.content, version.content) };
  return Response.json({ ...version, ...(diff && { diff }) }, { headers: { "cache-control": "no-store" } });
}
