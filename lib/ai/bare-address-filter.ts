import { isAllowedAddress } from "./is-allowed-address.ts";
import type { TextFilter } from "./text-filter.ts";

const longestAddress = 2000;
const starts = ["http://", "https://", "www.", "ftp://", "mailto:", "xmpp:"];
const start = /https?:\/\/|ftp:\/\/|www\.|mailto:|xmpp:/i;

/** Takes from addresses without brackets what Markdown makes links of (`https://`, `www.`), unless their host is allowed. */
export function bareAddressFilter(allowedHosts: ReadonlySet<string>): TextFilter {
  let kept = "";
  let last = "";
  const take = (text: string, isLast: boolean) => {
    let safe = "";
    let rest = text;
    for (let next = nextAddress(rest, { isLast, allowedHosts }); next; ) {
      const { before, address } = next;
      safe += before + shown(address, { after: (last + safe + before).slice(-1), allowedHosts });
      rest = rest.slice(before.length + address.length);
      next = nextAddress(rest, { isLast, allowedHosts });
    }
    const length = isLast ? rest.length : decided(rest);
    safe += rest.slice(0, length);
    kept = rest.slice(length);
    last = (last + safe).slice(-1);
    return safe;
  };
  return { read: (piece) => take(kept + piece, false), end: () => take(kept, true) };
}

type Reading = { isLast: boolean; allowedHosts: ReadonlySet<string> };

/** The first address that is whole, and what stands before it. */
function nextAddress(
  text: string,
  { isLast, allowedHosts }: Reading,
): { before: string; address: string } | undefined {
  const at = text.search(start);
  if (at === -1) return undefined;
  const before = text.slice(0, at);
  const rest = text.slice(at, at + longestAddress);
  const length = rest.search(/[\s<>\\[\]]/);
  if (length === -1 && !isLast && rest.length < longestAddress) return undefined;
  const whole = upToNext(length === -1 ? rest : rest.slice(0, length));
  // In "(https://host/page)," the address ends at the bracket. Only behind the host's slash, though: before it the
  // rest could name another host ("host)@other").
  const page = /^https?:\/\/[^/]*\/[^)"'`]*/i.exec(whole)?.[0];
  if (page && isAllowedAddress(page, allowedHosts)) return { before, address: page };
  // Punctuation at the end is the sentence's.
  const bare = whole.replace(/[).,;:!?*_~'"`|]+$/, "");
  return { before, address: isAllowedAddress(bare, allowedHosts) ? bare : whole };
}

/** An address that runs into another one ends there, so that each is judged by its own host. */
function upToNext(address: string): string {
  const own = /^(?:[a-z]+:(?:\/\/)?)?(?:www\.)?/i.exec(address)?.[0].length ?? 0;
  const next = address.slice(own).search(start);
  return next === -1 ? address : address.slice(0, own + next);
}

function shown(
  address: string,
  { after, allowedHosts }: { after: string; allowedHosts: ReadonlySet<string> },
): string {
  if (isAllowedAddress(address, allowedHosts)) return address;
  const words = unlinked(address);
  // Joined to what stands before it, the rest could make a new address.
  return after === "" || /[\s(]/.test(after) ? words : ` ${words}`;
}

function unlinked(address: string): string {
  const next = address.replace(
    /(?:[a-z][a-z0-9+.-]*:)?\/\/|www\.|(?:javascript|data|vbscript|mailto|xmpp):/gi,
    "",
  );
  return next === address ? next : unlinked(next);
}

/** How much of a text without a whole address is decided: not an address that goes on, nor the letters of a beginning. */
function decided(text: string): number {
  const open = text.search(start);
  if (open !== -1) return open;
  const tail = text.slice(-8).toLowerCase();
  for (let length = Math.min(tail.length, 7); length > 0; length -= 1) {
    const end = tail.slice(-length);
    if (starts.some((one) => one.startsWith(end))) return text.length - length;
  }
  return text.length;
}
