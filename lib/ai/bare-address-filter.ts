import { isAllowedAddress } from "./is-allowed-address.ts";
import type { TextFilter } from "./text-filter.ts";

const longestAddress = 2000;
const starts = ["http://", "https://", "www.", "ftp://", "mailto:", "xmpp:"];
const start = /https?:\/\/|ftp:\/\/|www\.|mailto:|xmpp:/i;
/** Behind a letter of ASCII Markdown makes no link ("nowww."), so that a word's last letters need not wait. */
const wordStart = new RegExp(`(?<![a-z])(?:${start.source})`, "i");

/** Takes from addresses without brackets what Markdown makes links of (`https://`, `www.`), unless their host is allowed. */
export function bareAddressFilter(allowedHosts: ReadonlySet<string>): TextFilter {
  let kept = "";
  /** The last character shown, and the one before what is kept; none behind an address, which another may follow. */
  let last = "";
  let before = "";
  const take = (text: string, isLast: boolean) => {
    let safe = "";
    let rest = text;
    for (let next = nextAddress(rest, { before, isLast, allowedHosts }); next; ) {
      const { plain, address } = next;
      safe += plain + shown(address, { after: (last + safe + plain).slice(-1), allowedHosts });
      rest = rest.slice(plain.length + address.length);
      before = "";
      next = nextAddress(rest, { before, isLast, allowedHosts });
    }
    const length = isLast ? rest.length : decided(rest, before);
    safe += rest.slice(0, length);
    kept = rest.slice(length);
    last = (last + safe).slice(-1);
    before = (before + rest.slice(0, length)).slice(-1);
    return safe;
  };
  return { read: (piece) => take(kept + piece, false), end: () => take(kept, true) };
}

type Reading = { before: string; isLast: boolean; allowedHosts: ReadonlySet<string> };

/** The first address that is whole, and what stands before it. */
function nextAddress(
  text: string,
  { before, isLast, allowedHosts }: Reading,
): { plain: string; address: string } | undefined {
  const at = firstStart(text, before);
  if (at === -1) return undefined;
  const plain = text.slice(0, at);
  const rest = text.slice(at, at + longestAddress);
  const length = rest.search(/[\s<>\\[\]]/);
  if (length === -1 && !isLast && rest.length < longestAddress) return undefined;
  const whole = upToNext(length === -1 ? rest : rest.slice(0, length));
  // In "(https://host/page)," the address ends at the bracket. Only behind the host's slash, though: before it the
  // rest could name another host ("host)@other").
  const page = /^https?:\/\/[^/]*\/[^)"'`]*/i.exec(whole)?.[0];
  if (page && isAllowedAddress(page, allowedHosts)) return { plain, address: page };
  // Punctuation at the end is the sentence's.
  const bare = whole.replace(/[).,;:!?*_~'"`|]+$/, "");
  return { plain, address: isAllowedAddress(bare, allowedHosts) ? bare : whole };
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

/** Where an address begins; -1 where none does. */
function firstStart(text: string, before: string): number {
  const at = placed(text, before).search(wordStart);
  return at === -1 ? -1 : at - 1;
}

/** The text behind one more character, which tells whether a word goes on there, and begins no address itself. */
function placed(text: string, before: string): string {
  return (/[a-z]/i.test(before) ? "a" : " ") + text;
}

/** How much of a text without a whole address is decided: not an address that goes on, nor the letters of a beginning. */
function decided(text: string, before: string): number {
  const open = firstStart(text, before);
  if (open !== -1) return open;
  const [word = ""] = /(?<![a-z])[a-z]+:?\/?$/i.exec(placed(text, before)) ?? [];
  const isBeginning = starts.some((one) => one.startsWith(word.toLowerCase()));
  return isBeginning ? text.length - word.length : text.length;
}
