import { type Exchange, endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";
import { verifyPassword } from "@/lib/password.ts";
import { readJson } from "@/lib/request-body.ts";
import {
  clearOperatorSession,
  operatorSessionSeconds,
  readOperatorSessionId,
  writeOperatorSession,
} from "@/lib/session.ts";
import { giveBackTry, spendTry } from "@/lib/sign-in-limit.ts";
import { database } from "@/lib/wiring.ts";
import { signInSchema } from "./schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({
  GET: whoAmI,
  POST: signIn,
  DELETE: signOut,
});

type FoundOperator = { id: string; email: string; role: string; passwordHash: string };

async function signIn({ request, address, log }: Exchange): Promise<Response> {
  const { email, password } = await readJson(request, signInSchema);
  await spendTry(address);
  const operator = await database().call<FoundOperator | null>("find_operator", { p_email: email ?? null });
  const isRight = await verifyPassword(password, operator?.passwordHash);
  if (!operator || !isRight) {
    log.warn({ address }, "sign-in refused");
    throw new AppError("unauthenticated", { message: "The password is not right." });
  }
  await giveBackTry(address);
  const sessionId = crypto.randomUUID();
  await database().call("open_operator_session", {
    p_operator: operator.id,
    p_session: sessionId,
    p_expires_at: new Date(Date.now() + operatorSessionSeconds * 1000),
  });
  const headers = new Headers({ "cache-control": "no-store" });
  await writeOperatorSession(request, headers, sessionId);
  return Response.json({ email: operator.email, role: operator.role }, { headers });
}

async function whoAmI({ request }: Exchange): Promise<Response> {
  const sessionId = await readOperatorSessionId(request);
  const session = sessionId
    ? await database().call<object | null>("read_operator_session", { p_session: sessionId })
    : null;
  if (!session) throw new AppError("unauthenticated");
  return Response.json(session, { headers: { "cache-control": "no-store" } });
}

/** The row goes, so that every copy of the cookie is worth nothing. */
async function signOut({ request }: Exchange): Promise<Response> {
  const sessionId = await readOperatorSessionId(request);
  if (sessionId) await database().call("close_operator_session", { p_session: sessionId });
  const headers = new Headers();
  await clearOperatorSession(request, headers);
  return Response.json({ signedOut: true }, { headers });
}
