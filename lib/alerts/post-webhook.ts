import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { reachOf } from "../web/public-address.ts";

const timeoutMs = 5_000;

/**
 * Posts JSON to an address that a workspace chose. Addresses inside our own network are refused, unless the
 * installation names the host (ALERT_WEBHOOK_HOSTS): whoever edits a workspace need not be who runs the server. The
 * address is judged when it is connected to, so a name that changes its mind is refused too; redirects are not
 * followed. Throws when it does not arrive.
 */
export async function postWebhook(
  url: string,
  body: unknown,
  { allowedHosts = [] }: { allowedHosts?: string[] } = {},
): Promise<void> {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, "");
  const isAllowed =
    allowedHosts.includes(target.host.toLowerCase()) || allowedHosts.includes(host.toLowerCase());
  if (!isAllowed && isIP(host) && isInside(host)) throw refused();
  const text = JSON.stringify(body);
  const send = target.protocol === "https:" ? requestHttps : requestHttp;
  const request = send(target, {
    method: "POST",
    headers: { "content-type": "application/json", "content-length": Buffer.byteLength(text) },
    signal: AbortSignal.timeout(timeoutMs),
    ...(!isAllowed && { lookup: lookupOutside }),
  });
  request.end(text);
  const status = await answered(request);
  if (status < 200 || status >= 300) throw new Error(`the webhook answered ${status}`);
}

async function answered(request: ClientRequest): Promise<number> {
  const [response] = (await once(request, "response")) as [IncomingMessage];
  response.resume();
  return response.statusCode ?? 0;
}

type LookupDone = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

function lookupOutside(hostname: string, options: LookupOptions, done: LookupDone): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, []);
    const [first] = addresses;
    if (!first || addresses.some(({ address }) => isInside(address))) return done(refused(), []);
    if (options.all) done(null, addresses);
    else done(null, first.address, first.family);
  });
}

function refused(): Error {
  return new Error("the webhook's address is inside our own network");
}

/** Or in no network that anybody listens in. */
function isInside(address: string): boolean {
  return reachOf(address) !== "public";
}
