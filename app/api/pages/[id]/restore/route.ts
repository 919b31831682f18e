import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import type { BevGeniePage } from "@/lib/pages/page-spec.ts";
import { idFromPath, readJson } from "@/lib/request-body.ts";
import { ownRequest } from "@/lib/visitor-request.ts";
import { database } from "@/lib/wiring.ts";
import { addPageVersion, readOwnPage } from "../own-page.ts";
import { pageRestoreSchema } from "../schema.ts";

type Params = { id: string };

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ POST: restore });

/** Makes an old version the newest one; the ones between stay. */
async function restore({ request, params }: Exchange<Params>): Promise<Response> {
  const id = idFromPath(params.id);
  const { version } = await readJson(request, pageRestoreSchema);
  const { owner } = await ownRequest(request);
  const page = await readOwnPage(owner, id);
  const spec = await database().call<BevGeniePage | null>("read_page_version", {
    ...owner,
    p_page: id,
    p_version: version,
  });
  if (!spec) throw new AppError("not_found", { message: "There is no such version." });
  return Response.json({ pageId: id, version: await addPageVersion(owner, { page, spec }), page: spec });
}
