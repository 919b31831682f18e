import type { SectionOf } from "@/lib/pages/page-spec.ts";
import { Cite } from "./cite.tsx";
import type { PageReader } from "./reader.ts";
import { SectionFrame } from "./section-frame.tsx";

export function FeatureGrid({ section, reader }: { section: SectionOf<"feature_grid">; reader: PageReader }) {
  return (
    <SectionFrame heading={section.heading} reader={reader}>
      <ul className="grid gap-x-8 gap-y-7 @2xl:grid-cols-2">
        {section.features.map(({ title, text, sources }) => (
          <li key={title} className="break-inside-avoid">
            <h3 className="text-balance font-semibold text-15">{title}</h3>
            <p className="mt-1 max-w-[60ch] text-pretty text-15 text-ink-2">
              {text}
              <Cite sources={sources} reader={reader} />
            </p>
          </li>
        ))}
      </ul>
    </SectionFrame>
  );
}
