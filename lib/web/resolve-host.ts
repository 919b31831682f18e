import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { AllowedPrivate } from "./allowed-private.ts";
import { reachOf } from "./public-address.ts";
import { bareHost } from "./web-address.ts";
import { siteFailure, webRefusal } from "./web-refusal.ts";

/** All addresses of a name. Throws where it has none. */
export type Resolve = (hostname: string) => Promise<string[]>;

/** As the machine itself resolves names, its hosts file included. */
export async function systemResolve(hostname: string): Promise<string[]> {
  const answers = await lookup(hostname, { all: true });
  return answers.map(({ address }) => address);
}

/** Where public sites listen. Others are services that happen to answer, which an address could be made to poke. */
const publicPorts = new Set(["", "80", "443", "8080", "8443"]);

/**
 * The addresses that may be connected to for this URL: all that its host has, resolved this once and each of them
 * judged. One that is neither public nor allowed refuses the whole name, since whoever answers for it could let
 * either be tried. Throws AppError `invalid_request`.
 */
export async function resolveHost(
  url: URL,
  { resolve, isAllowed }: { resolve: Resolve; isAllowed: AllowedPrivate },
): Promise<string[]> {
  const hostname = bareHost(url);
  const addresses = isIP(hostname) ? [hostname] : await namesAddresses(hostname, resolve);
  const notAllowed = addresses.filter((address) => !isAllowed(hostname, address));
  if (notAllowed.some((address) => reachOf(address) !== "public")) {
    throw webRefusal(`${hostname} is not on the public internet, so it is not read.`);
  }
  if (notAllowed.length > 0 && !publicPorts.has(url.port)) {
    throw webRefusal(`Pages are not read from port ${url.port}; leave it out, or use 80, 443, 8080 or 8443.`);
  }
  return addresses;
}

async function namesAddresses(hostname: string, resolve: Resolve): Promise<string[]> {
  const addresses = await resolve(hostname).catch((cause: unknown) => {
    throw notFound(hostname, cause);
  });
  if (addresses.length === 0) throw notFound(hostname);
  return addresses;
}

function notFound(hostname: string, cause?: unknown) {
  return siteFailure(`There is no site named ${hostname}; check how it is spelled.`, cause);
}
