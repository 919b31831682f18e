import { type AddingDeps, addDocument, addFile, outcomeOf } from "@/lib/admin/add-document.ts";
import { addLines } from "@/lib/admin/add-lines.ts";
import { documentSchema } from "@/lib/admin/document-schema.ts";

import { readUpload } from "@/lib/admin/read-upload.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { documentBodyLimit, readBytes, readJson } from "@/lib/request-body.ts";
import { database, embedderFor } from "@/lib/wiring.ts";
import { operatorWorkspace } from "../operator-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: list, POST: add });

async function list({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const documents = await database().call("list_documents", { p_workspace: workspace.id });
  return Response.json({ documents }, { headers: { "cache-control": "no-store" } });
}

async function add({ request, log }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "write");
  const deps = {
    workspaceId: workspace.id,
    call: database().call,
    embedder: embedderFor(workspace.config),
    log,
  };
  const type = /^[^;\s]*/.exec(request.headers.get("content-type") ?? "")?.[0].toLowerCase();
  switch (type) {
    case "application/json":
      return addOne(request, deps);
    case "multipart/form-data":
      return addFiles(request, deps);
    case "application/x-ndjson":
      return addMany(request, deps);
    default:
      throw new AppError("unsupported_media_type", {
        message: "Send application/json, application/x-ndjson or multipart/form-data.",
      });
  }
}

async function addOne(request: Request, deps: AddingDeps): Promise<Response> {
  const input = await readJson(request, documentSchema, { limit: documentBodyLimit });
  return Response.json({ documents: [await addDocument(input, deps)] });
}

/** One after the other: a file that fails does not keep the others out. */
async function addFiles(request: Request, deps: AddingDeps): Promise<Response> {
  const documents = [];
  for (const file of await readUpload(request)) {
    documents.push(await outcomeOf(file.name, () => addFile(file, deps), deps));
  }
  return Response.json({ documents });
}

/** One line of progress a document. The body is read before the answer begins, so that 413 is still a status. */
async function addMany(request: Request, deps: AddingDeps): Promise<Response> {
  const text = new TextDecoder().decode(await readBytes(request, documentBodyLimit));
  return new Response(addLines(text, deps), {
    headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" },
  });
}
