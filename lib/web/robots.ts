import type { WebAnswer } from "./ask-once.ts";
import { followRedirects } from "./follow-redirects.ts";
import { noRules, type RobotsRules, readRobots } from "./robots-rules.ts";
import { siteFailure, webRefusal } from "./web-refusal.ts";
import type { WebWorld } from "./web-world.ts";

/** Origins whose rules are remembered. */
const mostOrigins = 500;

/**
 * The rules of the site that this address is of, from memory when they were read lately. A site without robots.txt
 * (4xx) allows everything; one whose robots.txt cannot be had (5xx, 429, no answer) allows nothing, as RFC 9309
 * (2.3.1) wants it. Throws AppError `invalid_request` then.
 */
export async function robotsOf(page: URL, signal: AbortSignal, world: WebWorld): Promise<RobotsRules> {
  const { robots, timers, limits } = world;
  const kept = robots.get(page.origin);
  if (kept && kept.until > timers.now()) return kept.rules;
  const rules = await askForRobots(new URL("/robots.txt", page), signal, world);
  robots.delete(page.origin);
  robots.set(page.origin, { rules, until: timers.now() + limits.robotsKeptMs });
  const oldest = robots.keys().next().value;
  if (robots.size > mostOrigins && oldest !== undefined) robots.delete(oldest);
  return rules;
}

/** Throws AppError `invalid_request` where the site does not want this address read. */
export async function assertAllowed(
  page: URL,
  signal: AbortSignal,
  world: WebWorld,
): Promise<{ gapMs: number }> {
  const rules = await robotsOf(page, signal, world);
  if (!rules.isAllowed(page) && !rules.sitemaps.includes(page.href)) {
    throw webRefusal("The site's robots.txt asks for this page not to be read.");
  }
  const { gapMs, longestGapMs } = world.limits;
  return { gapMs: Math.min(Math.max(gapMs, rules.delayMs), longestGapMs) };
}

async function askForRobots(url: URL, signal: AbortSignal, world: WebWorld): Promise<RobotsRules> {
  const { gapMs, robotsBytes } = world.limits;
  const bytesOf = ({ status }: Pick<WebAnswer, "status">) => (status === 200 ? robotsBytes : 0);
  const before = async () => ({ gapMs });
  const { status, bytes } = await followRedirects(
    { url, called: "site's robots.txt", signal, bytesOf, before },
    world,
  );
  if (status >= 200 && status < 300) return readRobots(new TextDecoder().decode(bytes), url);
  if (status >= 400 && status < 500 && status !== 429) return noRules;
  throw siteFailure(`${url.hostname} does not say what may be read of it: its robots.txt answers ${status}.`);
}
