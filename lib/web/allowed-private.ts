import ipaddr from "ipaddr.js";
import { reachOf, unwrapped } from "./public-address.ts";

/**
 * Which addresses that are not public may be read all the same: a company's intranet. An entry of the list is the
 * name of a host (whatever private address it has), an address, or a network (`10.1.0.0/16`). A name does not open
 * link-local addresses, where clouds keep their metadata; only their own address or network in the list does.
 */
export type AllowedPrivate = (hostname: string, address: string) => boolean;

export function allowedPrivate(entries: readonly string[]): AllowedPrivate {
  const networks = entries.map(networkOf).filter((network) => network !== undefined);
  const names = new Set(entries.filter((entry) => !networkOf(entry)).map((name) => name.toLowerCase()));
  return (hostname, address) => {
    if (names.has(hostname) && reachOf(address) === "inside") return true;
    return networks.some((network) => contains(network, address));
  };
}

/** Whether it can stand in the list. */
export function isAllowedPrivateEntry(entry: string): boolean {
  return networkOf(entry) !== undefined || (hostName.test(entry) && !/^[\d.]+$/.test(entry));
}

const hostName = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i;

type Network = ReturnType<typeof ipaddr.parseCIDR>;

function networkOf(entry: string): Network | undefined {
  const bare = entry.replace(/^\[(.*)\]$/, "$1");
  if (ipaddr.isValidCIDR(bare)) return ipaddr.parseCIDR(bare);
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return [ipaddr.parse(bare), 32];
  return ipaddr.IPv6.isValid(bare) ? [ipaddr.parse(bare), 128] : undefined;
}

function contains([network, prefix]: Network, text: string): boolean {
  const address = unwrapped(text);
  return address !== undefined && address.kind() === network.kind() && address.match([network, prefix]);
}
