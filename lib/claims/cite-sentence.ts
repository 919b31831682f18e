import { termsOf } from "../knowledge/question-coverage.ts";
import { standsAt } from "../knowledge/verbatim.ts";
import { citationFor, type Excerpt, excerptOf } from "./citation-for.ts";
import type { Claim } from "./claims-in.ts";
import { type Evidence, unitsFrom } from "./evidence.ts";
import { findQuoted } from "./quotation.ts";
import { shareOf } from "./subject.ts";
import type { Support } from "./support.ts";
import type { Known } from "./support-claims.ts";

type Citing = Known & {
  sentence: string;
  claims: readonly Claim[];
  supported: ReadonlyMap<Claim, Support>;
  kept: readonly number[];
};

/** For each mark the words it stands for. They stand in the source, or they are not shown. */
export function citationsOf({ sentence, claims, supported, kept, units, evidence }: Citing): Excerpt[] {
  const words = sentence.replace(/\s?\[\d{1,3}\]/g, "");
  return kept.flatMap((n) => {
    const source = evidence.sources[n - 1];
    const quoted = claims.flatMap((claim) =>
      claim.kind === "quotation" && source ? quotedFrom(claim.words, source, n) : [],
    );
    const found = quoted.length > 0 ? quoted : [bestUnit(words, { n, claims, supported, units })];
    return found.filter(
      (one): one is Excerpt =>
        one !== undefined &&
        source !== undefined &&
        standsAt(one.excerpt, source.content, {
          start: one.start - source.start,
          end: one.end - source.start,
        }),
    );
  });
}

function quotedFrom(words: string, { content, start }: Evidence["sources"][number], n: number): Excerpt[] {
  const place = findQuoted(words, content);
  if (!place) return [];
  return [
    { n, excerpt: content.slice(place.start, place.end), start: start + place.start, end: start + place.end },
  ];
}

/** What says most of the sentence; of a sentence that states something, a unit that states it too. */
function bestUnit(
  words: string,
  { n, claims, supported, units }: Pick<Citing, "claims" | "supported" | "units"> & { n: number },
): Excerpt | undefined {
  const stating = claims.flatMap((claim) => supported.get(claim)?.units.filter((unit) => unit.n === n) ?? []);
  if (stating.length === 0) return citationFor(words, unitsFrom(units, n));
  const terms = termsOf(words);
  const [best] = stating.toSorted((one, other) => shareOf(terms, other) - shareOf(terms, one));
  return best && excerptOf(best);
}
