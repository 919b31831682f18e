import { webRefusal } from "./web-refusal.ts";

/** Characters; longer ones are not made for people, and each is matched against a site's rules. */
const longestUrl = 2_000;

/**
 * The address that an operator typed, a sitemap names or a site redirects to, as it will be asked for: without its
 * fragment and without the root's dot behind the host. Throws AppError `invalid_request` (field `url`) for what is
 * no web address, or one with a user name or password in it, which would be stored and shown with the document.
 */
export function readWebAddress(text: string, base?: URL): URL {
  const url = URL.parse(text.trim(), base);
  if (!url) throw webRefusal("This is not a web address. It looks like https://example.com/page.");
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw webRefusal("Only addresses that begin with http:// or https:// can be read.");
  }
  if (url.username !== "" || url.password !== "") {
    throw webRefusal("The address holds a user name or password. Only public pages can be read.");
  }
  if (url.href.length > longestUrl) {
    throw webRefusal(`The address has more than ${longestUrl.toLocaleString("en")} characters.`);
  }
  url.hash = "";
  url.hostname = url.hostname.replace(/\.$/, "");
  return url;
}

/** Its host as an address or name: an IPv6 address without its brackets. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}
