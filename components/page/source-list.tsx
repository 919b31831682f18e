import { safeLink } from "@/lib/client/safe-link.ts";
import type { PageSource } from "@/lib/pages/page-spec.ts";
import { plainText } from "@/lib/pages/sentences.ts";

const shownCharacters = 240;

/** What the numerals on the page mean, with the words they stand for. */
export function SourceList({ sources }: { sources: PageSource[] }) {
  if (sources.length === 0) return null;
  return (
    <section aria-label="Sources" className="border-line border-t pt-6 pb-8 text-13">
      <h2 className="mb-3 font-medium text-ink-2">Sources</h2>
      <ol className="space-y-3">
        {sources.map((source) => (
          <li
            key={source.n}
            id={`source-${source.n}`}
            className="flex scroll-mt-6 break-inside-avoid gap-3 rounded-6 target:bg-accent-soft"
          >
            <span className="w-6 shrink-0 text-end text-accent tabular-nums">{source.n}</span>
            <div className="min-w-0 max-w-[72ch]">
              <Title source={source} />
              <p className="text-ink-2">{beginning(source.excerpt)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Title({ source }: { source: PageSource }) {
  const address = safeLink(source.url);
  if (address === undefined) return <p className="font-medium">{source.title}</p>;
  return (
    <a
      href={address}
      rel="noopener nofollow"
      className="font-medium underline decoration-line-2 hover:decoration-ink"
    >
      {source.title}
    </a>
  );
}

/** The first words of a passage, without its Markdown. */
function beginning(excerpt: string): string {
  const words = plainText(excerpt.replace(/^#{1,6}\s+(.*)$/gm, "$1.").replace(/^\s*\|.*$/gm, " "));
  if (words.length <= shownCharacters) return words;
  return `${words.slice(0, words.lastIndexOf(" ", shownCharacters))} …`;
}
