import ipaddr from "ipaddr.js";

/**
 * By what an address is counted where somebody is limited: an IPv4 address itself, of an IPv6 address its network
 * (/64), which is the least that one connection is given (RFC 6177). A port that a proxy wrote beside it is left out.
 * What is no address is counted as it stands.
 */
export function addressKey(address: string): string {
  const [, bracketed, dotted] = /^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$/.exec(address) ?? [];
  const bare = bracketed ?? dotted ?? address;
  if (!ipaddr.isValid(bare)) return address;
  const parsed = ipaddr.process(bare);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  // The other half its owner chooses, anew as often as they like.
  return `${new ipaddr.IPv6([...parsed.parts.slice(0, 4), 0, 0, 0, 0])}/64`;
}
