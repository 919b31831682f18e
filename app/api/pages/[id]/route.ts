import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { setInputs } from "@/lib/pages/set-inputs.ts";
import { hashPassword } from "@/lib/password.ts";
import { idFromPath, readJson } from "@/lib/request-body.ts";
import { spendNewPassword } from "@/lib/sign-in-limit.ts";
import { type OwnerArguments, ownRequest } from "@/lib/visitor-request.ts";
import { database } from "@/lib/wiring.ts";
import { addPageVersion, type OwnPage, readOwnPage } from "./own-page.ts";
import { pageChangeSchema } from "./schema.ts";

type Params = { id: string };

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({
  GET: read,
  PATCH: change,
});

async function read({ request, params }: Exchange<Params>): Promise<Response> {
  const { owner } = await ownRequest(request);
  return answer(await readOwnPage(owner, idFromPath(params.id)));
}

async function change({ request, params, address }: Exchange<Params>): Promise<Response> {
  const id = idFromPath(params.id);
  const { inputs, password, expiresAt, withdrawn } = await readJson(request, pageChangeSchema);
  const { owner } = await ownRequest(request);
  const before = await readOwnPage(owner, id);
  if (password) await spendNewPassword(address);
  if (inputs) await addPageVersion(owner, { page: before, spec: setInputs(before.page, inputs) });
  const link = {
    ...(expiresAt !== undefined && { expiresAt }),
    ...(withdrawn !== undefined && { withdrawn }),
    ...(password !== undefined && { passwordHash: password === null ? null : await hashPassword(password) }),
  };
  if (Object.keys(link).length > 0) await changeLink(owner, id, link);
  return answer(await readOwnPage(owner, id));
}

async function changeLink(owner: OwnerArguments, id: string, link: object): Promise<void> {
  const { found } = await database().call<{ found: boolean }>("change_page_link", {
    ...owner,
    p_page: id,
    p_change: link,
  });
  if (!found) throw new AppError("not_found");
}

function answer({ id, ...page }: OwnPage): Response {
  return Response.json(
    { pageId: id, url: `/p/${id}`, ...page },
    { headers: { "cache-control": "no-store" } },
  );
}
