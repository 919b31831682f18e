import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { BlockList, isIP } from "node:net";

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

/** Loopback, private, link-local and reserved ranges of RFC 6890 and RFC 4193. */
const inside = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const) {
  inside.addSubnet(net, prefix, "ipv4");
}
for (const [net, prefix] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  inside.addSubnet(net, prefix, "ipv6");
}

/** An IPv4 address written as IPv6 (::ffff:127.0.0.1) is judged as what it is. */
function isInside(address: string): boolean {
  return inside.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}
