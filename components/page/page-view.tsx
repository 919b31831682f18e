import type { ReactNode } from "react";
import { citedSources } from "@/lib/pages/page-sources.ts";
import type { PageHead, PageSection, PageType } from "@/lib/pages/page-spec.ts";
import { Block } from "./block.tsx";
import { Hero } from "./hero.tsx";
import type { PageReader } from "./reader.ts";
import { SectionSkeleton } from "./section-skeleton.tsx";
import { SourceList } from "./source-list.tsx";

type Props = Partial<Omit<PageReader, "sources">> & {
  /** A place in `sections` may be empty while the page is being written. */
  page: PageHead & { sections: (PageSection | undefined)[] };
  state?: "writing" | "whole";
  /** Something to know about the page as a whole, under its sources: when it was made, that figures are samples. */
  notice?: ReactNode;
};

const names: Record<PageType, string> = {
  solution_overview: "Overview",
  roi_calculator: "Return on investment",
  comparison: "Comparison",
  case_for_change: "Case for change",
  implementation_plan: "Plan",
  faq: "Questions and answers",
};

/**
 * A generated page, whole or still being written; beside the chat, at its own address, on paper. It lays
 * itself out by the width of its own place and not of the window. Renders on the server as it is.
 */
export function PageView({ page, state = "whole", notice, locale = "en-US", ...given }: Props) {
  const reader: PageReader = { ...given, locale, sources: page.sources };
  const [first, ...others] = page.sections;
  // While a page is written its head names every passage it may stand on; its reader wants those it does.
  const written = page.sections.filter((section) => section !== undefined);
  const rest = first === undefined || first.type === "hero" ? others : page.sections;
  return (
    <article
      aria-busy={state === "writing"}
      className="@container mx-auto w-full max-w-5xl px-4 py-8 @2xl:px-8 sm:px-8 print:max-w-none print:p-0"
    >
      <p className="mb-2 text-13 text-ink-2">
        {names[page.type]} · {page.audience}
      </p>
      <Hero section={first?.type === "hero" ? first : headAsHero(page)} reader={reader} />
      {[...rest.entries()].map(([place, section]) =>
        section ? <Block key={place} section={section} reader={reader} /> : <SectionSkeleton key={place} />,
      )}
      {state === "writing" ? (
        <SectionSkeleton />
      ) : (
        <SourceList sources={citedSources(page.sources, written)} />
      )}
      {notice !== undefined && (
        <footer className="border-line border-t py-4 text-13 text-ink-2">{notice}</footer>
      )}
    </article>
  );
}

function headAsHero({ title, summary }: PageHead) {
  return { type: "hero" as const, headline: title, standfirst: summary, sources: [] };
}
