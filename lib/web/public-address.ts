import ipaddr from "ipaddr.js";

type Address = ReturnType<typeof ipaddr.parse>;

/**
 * Where an address leads: `public`, to the internet; `inside`, to this machine or a private network (loopback,
 * RFC 1918, RFC 4193, carrier-grade NAT); `never`, to what nobody reads pages from: link-local, where clouds keep
 * their metadata, multicast, reserved, unspecified, tunnels (6to4, Teredo), or no address at all.
 *
 * An IPv4 address written into an IPv6 one (mapped, RFC 4291 2.5.5.2; NAT64, RFC 6052) is judged as what it is;
 * the deprecated compatible form (`::127.0.0.1`) is outside the global range like every other IPv6 address that
 * does not begin with binary 001 (RFC 4291 2.4).
 */
export function reachOf(text: string): "public" | "inside" | "never" {
  const address = unwrapped(text);
  if (!address) return "never";
  const range: string = address.range();
  if (insideRanges.has(range)) return "inside";
  if (range !== "unicast") return "never";
  return address instanceof ipaddr.IPv4 || address.match(globalUnicast) ? "public" : "never";
}

/** The address itself, out of an IPv6 one that carries an IPv4 one; undefined where it is none. */
export function unwrapped(text: string): Address | undefined {
  if (!ipaddr.isValid(text)) return undefined;
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv4) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  if (address.match(nat64)) return new ipaddr.IPv4(address.toByteArray().slice(12));
  return address;
}

const insideRanges = new Set(["loopback", "private", "uniqueLocal", "carrierGradeNat"]);
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");
const nat64 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");
