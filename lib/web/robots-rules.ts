import parseRobots from "robots-parser";
import { robotName } from "./robot-name.ts";

/** What a site asks of its readers. */
export type RobotsRules = {
  isAllowed(url: URL): boolean;
  /** Milliseconds between requests; 0 where it says nothing. */
  delayMs: number;
  sitemaps: string[];
};

export const noRules: RobotsRules = { isAllowed: () => true, delayMs: 0, sitemaps: [] };

/** Of all patterns with `*` together. Matching them takes this times the length of an address, for each address. */
const mostWildcardCharacters = 20_000;

/** Reads robots.txt (RFC 9309). One whose patterns would take too long to match allows nothing. */
export function readRobots(text: string, url: URL): RobotsRules {
  const lines = linesOf(text);
  const ours = ourLines(lines);
  const robots = parseRobots(url.href, ours.map(([name, value]) => `${name}: ${value}`).join("\n"));
  const wildcards = ours.filter(([name, value]) => name !== "user-agent" && value.includes("*"));
  const isTooSlow = wildcards.reduce((sum, [, value]) => sum + value.length, 0) > mostWildcardCharacters;
  return {
    isAllowed: (page) => !isTooSlow && (robots.isAllowed(page.href, robotName) ?? false),
    delayMs: 1000 * Math.max(0, robots.getCrawlDelay(robotName) ?? 0),
    sitemaps: lines.filter(([name]) => name === "sitemap").map(([, value]) => value),
  };
}

type Line = [name: string, value: string];

function linesOf(text: string): Line[] {
  return text.split(/\r\n|\r|\n/).flatMap((line): Line[] => {
    const words = line.replace(/^\uFEFF/, "").replace(/#.*/, "");
    const colon = words.indexOf(":");
    return colon < 0 ? [] : [[words.slice(0, colon).trim().toLowerCase(), words.slice(colon + 1).trim()]];
  });
}

/**
 * The groups that are for us or for everybody. The parser gives every reader of a group a copy of every rule, which a
 * file of 500 KB could turn into gigabytes; and it lets lines of other meaning (Sitemap) end a group, which they do not.
 */
function ourLines(lines: Line[]): Line[] {
  const readers = new Set<string>();
  let hasRules = false;
  return lines.filter(([name, value]) => {
    if (name !== "user-agent") {
      const isRule = /^(allow|disallow|crawl-delay)$/.test(name);
      hasRules ||= isRule;
      return isRule && readers.size > 0;
    }
    if (hasRules) readers.clear();
    hasRules = false;
    const reader = value.toLowerCase().replace(/\/.*/, "").trim();
    if (readers.has(reader) || (reader !== "*" && reader !== robotName.toLowerCase())) return false;
    readers.add(reader);
    return true;
  });
}
