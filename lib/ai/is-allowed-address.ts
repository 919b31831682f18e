/**
 * May an answer link there? Our own pages (paths and fragments) and http(s) addresses of allowed hosts. Entities
 * and backslashes could hide a second slash, so neither may stand in a path.
 */
export function isAllowedAddress(address: string, allowedHosts: ReadonlySet<string>): boolean {
  if (/^(?:\/(?!\/)|#)[\w\-./?=%#~:@+,]*$/.test(address)) return true;
  if (!/^https?:\/\/[^\s\\<>"'`]+$/i.test(address)) return false;
  const url = URL.parse(address);
  return url !== null && url.username === "" && allowedHosts.has(url.hostname);
}
