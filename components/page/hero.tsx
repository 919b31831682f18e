import type { SectionOf } from "@/lib/pages/page-spec.ts";
import { Cite } from "./cite.tsx";
import type { PageReader } from "./reader.ts";

/** The page's first words. */
export function Hero({ section, reader }: { section: SectionOf<"hero">; reader: PageReader }) {
  return (
    <header className="pt-2 pb-10 @2xl:pb-14 print:pb-6">
      <h1 className="max-w-[22ch] text-balance font-serif text-28 @2xl:text-40">{section.headline}</h1>
      <p className="mt-4 max-w-[62ch] text-pretty text-17 text-ink-2 @2xl:mt-5">
        {section.standfirst}
        <Cite sources={section.sources} reader={reader} />
      </p>
    </header>
  );
}
