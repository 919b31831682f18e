import { z } from "zod";
import {
  type AddedDocument,
  type AddingDeps,
  addDocuments,
  addOneDocument,
} from "@/lib/admin/add-documents.ts";
import { itemOfDocument, itemOfFile, itemsOfLines, storable } from "@/lib/admin/document-items.ts";
import { documentSchema } from "@/lib/admin/document-schema.ts";
import { readUpload } from "@/lib/admin/read-upload.ts";
import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { documentBodyLimit, parseWith, readBytes, readJson } from "@/lib/request-body.ts";
import { database, ingests } from "@/lib/wiring.ts";
import { operatorAccess, operatorWorkspace } from "../operator-workspace.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: list, POST: add });

async function list({ request }: Exchange): Promise<Response> {
  const workspace = await operatorWorkspace(request, "read");
  const documents = await database().call("list_documents", { p_workspace: workspace.id });
  return Response.json({ documents }, { headers: { "cache-control": "no-store" } });
}

/** How long an answer waits for the next document to be ready. `Prefer: respond-async` waits for none. */
const patienceMs = 20_000;

type Adding = AddingDeps & { job: { id: string; by: string } };

/** What is sent is stored first, and read whether its sender waits for that or not. */
async function add({ request }: Exchange): Promise<Response> {
  const { workspace, by } = await operatorAccess(request, "write");
  const isAsync = /\brespond-async\b/i.test(request.headers.get("prefer") ?? "");
  const deps: Adding = {
    workspaceId: workspace.id,
    call: database().call,
    worker: ingests(),
    patienceMs: isAsync ? 0 : patienceMs,
    job: { id: jobOf(request), by },
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

/** Several requests may go into one job: `?ingest=<an id that the sender made up>`. */
function jobOf(request: Request): string {
  const named = new URL(request.url).searchParams.get("ingest");
  return named === null ? crypto.randomUUID() : parseWith(jobSchema, { ingest: named }).ingest;
}

const jobSchema = z.object({ ingest: z.guid("Must be a UUID.").toLowerCase() });

async function addOne(request: Request, { job, ...deps }: Adding): Promise<Response> {
  const input = await readJson(request, documentSchema, { limit: documentBodyLimit });
  const item = itemOfDocument(input);
  const order = { job: { ...job, kind: "text" as const, label: input.title }, item };
  return Response.json({ documents: [await addOneDocument(order, deps)] });
}

async function addFiles(request: Request, { job, ...deps }: Adding): Promise<Response> {
  const files = await readUpload(request);
  const items = await Promise.all(files.map(itemOfFile));
  const [{ name } = { name: "" }, ...others] = files;
  const label = others.length === 0 ? storable(name.slice(0, 300)) : `${files.length} files`;
  const told = await addDocuments({ job: { ...job, kind: "upload", label }, items }, deps);
  return Response.json({ documents: await Array.fromAsync(told) });
}

/** One line of progress a document. All of it is stored before the answer begins, so that 413 and 429 are still a status. */
async function addMany(request: Request, { job, ...deps }: Adding): Promise<Response> {
  const text = new TextDecoder().decode(await readBytes(request, documentBodyLimit));
  const items = itemsOfLines(text);
  const label = items.length === 1 ? "1 document" : `${items.length} documents`;
  const told = await addDocuments({ job: { ...job, kind: "bulk", label }, items }, deps);
  return new Response(toLines(told), {
    headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" },
  });
}

/** Reading goes at the reader's pace. A reader who leaves ends the telling, not the work. */
function toLines(told: AsyncGenerator<AddedDocument>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await told.next();
      if (done) return controller.close();
      controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
    },
    async cancel() {
      await told.return(undefined);
    },
  });
}
