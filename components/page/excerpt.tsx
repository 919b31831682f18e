import type { SectionOf } from "@/lib/pages/page-spec.ts";
import { Cite } from "./cite.tsx";
import type { PageReader } from "./reader.ts";

/** The words of a source, with its title. */
export function Excerpt({ section, reader }: { section: SectionOf<"excerpt">; reader: PageReader }) {
  const source = reader.sources.find(({ n }) => n === section.source);
  return (
    <figure className="break-inside-avoid border-line border-t py-10 @2xl:py-12 @4xl:ps-[15.5rem] print:py-6">
      <blockquote className="max-w-[52ch] text-pretty font-serif text-21">“{section.quote}”</blockquote>
      <figcaption className="mt-3 text-13 text-ink-2">
        {source?.title}
        <Cite sources={[section.source]} reader={reader} />
      </figcaption>
    </figure>
  );
}
