import type { Ask, WebAnswer } from "./ask-once.ts";
import { askPatiently } from "./ask-patiently.ts";
import { headerText } from "./header-text.ts";
import { readWebAddress } from "./web-address.ts";
import { webRefusal } from "./web-refusal.ts";
import type { WebWorld } from "./web-world.ts";

export type Follow = Ask & {
  /** Looks at each address before it is asked, the first included: the gap its host wants, or a refusal. */
  before(url: URL): Promise<{ gapMs: number }>;
};

/**
 * Asks, and asks again where it is sent, at most `limits.redirects` times. Every address on the way is read, resolved
 * and judged like the first. Throws AppError `invalid_request` and as askOnce does.
 */
export async function followRedirects({ before, ...ask }: Follow, world: WebWorld): Promise<WebAnswer> {
  const asked = new Set<string>();
  for (let url = ask.url; ; ) {
    if (asked.has(url.href)) throw webRefusal("The address leads in a circle.");
    if (asked.size > world.limits.redirects)
      throw webRefusal("The address leads from one page to the next too often.");
    asked.add(url.href);
    const { gapMs } = await before(url);
    const bytesOf: Ask["bytesOf"] = (answer) => (nextOf(answer) === undefined ? ask.bytesOf(answer) : 0);
    const answer = await askPatiently({ ...ask, url, bytesOf, gapMs }, world);
    const next = nextOf(answer);
    if (next === undefined) return answer;
    url = readWebAddress(next, url);
  }
}

function nextOf({ status, headers }: Pick<WebAnswer, "status" | "headers">): string | undefined {
  const location = headers.get("location");
  const isElsewhere = [301, 302, 303, 307, 308].includes(status) && location !== null;
  return isElsewhere ? headerText(location) : undefined;
}
