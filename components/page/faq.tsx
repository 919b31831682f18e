import type { SectionOf } from "@/lib/pages/page-spec.ts";
import { Cite } from "./cite.tsx";
import type { PageReader } from "./reader.ts";
import { SectionFrame } from "./section-frame.tsx";

/** Questions with their answers open, so that they can be scanned, searched and printed. */
export function Faq({ section, reader }: { section: SectionOf<"faq">; reader: PageReader }) {
  return (
    <SectionFrame heading={section.heading} reader={reader}>
      <div className="space-y-6">
        {section.items.map(({ question, answer, sources }) => (
          <div key={question} className="break-inside-avoid">
            <h3 className="max-w-[60ch] text-balance font-semibold text-15">{question}</h3>
            <p className="mt-1 max-w-[68ch] text-pretty text-15 text-ink-2">
              {answer}
              <Cite sources={sources} reader={reader} />
            </p>
          </div>
        ))}
      </div>
    </SectionFrame>
  );
}
