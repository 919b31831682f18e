import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { readLinked } from "@/lib/linked-page.ts";
import { unlockCookieName, unlockToken } from "@/lib/page-unlock.ts";
import { verifyPassword } from "@/lib/password.ts";
import { idFromPath, readJson } from "@/lib/request-body.ts";
import { isHttps } from "@/lib/session.ts";
import { giveBackTry, spendTry } from "@/lib/sign-in-limit.ts";
import { unlockSchema } from "./schema.ts";

type Params = { id: string };

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<Params>({ POST: unlock });

/** Opens a page that has a password, for this browser. */
async function unlock({ request, params, address }: Exchange<Params>): Promise<Response> {
  const id = idFromPath(params.id);
  const { password } = await readJson(request, unlockSchema);
  await spendTry(address);
  const stored = await readLinked(id);
  if (stored?.gone) throw new AppError("gone");
  if (!stored?.passwordHash) throw new AppError("not_found");
  if (!(await verifyPassword(password, stored.passwordHash))) {
    throw new AppError("unauthenticated", { message: "The password is not right." });
  }
  await giveBackTry(address);
  const cookie = [
    `${unlockCookieName(id)}=${unlockToken(id, stored.passwordHash)}`,
    `Path=/p/${id}`,
    "HttpOnly",
    "SameSite=Lax",
    "Max-Age=86400",
    ...(isHttps(request) ? ["Secure"] : []),
  ].join("; ");
  return Response.json({ unlocked: true }, { headers: { "set-cookie": cookie } });
}
