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
      {byDocument(sources).map(([document, passages]) => (
        <div key={document} className="mb-4">
          <Title source={passages[0]} />
          <ul>
            {passages.map(({ n, excerpt }) => (
              <li
                key={n}
                id={`source-${n}`}
                className="flex scroll-mt-6 break-inside-avoid gap-3 rounded-6 py-1 target:bg-accent-soft"
              >
                <span className="w-6 shrink-0 font-medium text-accent tabular-nums">{n}</span>
                <p className="min-w-0 max-w-[72ch] text-ink-2">{beginning(excerpt)}</p>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** Passages under the document they stand in, in the order in which the documents come. */
function byDocument(sources: PageSource[]): [string, PageSource[]][] {
  return [...Map.groupBy(sources, ({ documentId }) => documentId)];
}

function Title({ source }: { source: PageSource | undefined }) {
  if (!source) return null;
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
