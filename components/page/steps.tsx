import type { SectionOf } from "@/lib/pages/page-spec.ts";
import { Cite } from "./cite.tsx";
import type { PageReader } from "./reader.ts";
import { SectionFrame } from "./section-frame.tsx";

/** What is done, in its order, along a line. */
export function Steps({ section, reader }: { section: SectionOf<"steps">; reader: PageReader }) {
  return (
    <SectionFrame heading={section.heading} reader={reader}>
      <ol className="ms-3">
        {section.steps.map(({ title, text, sources }, index) => (
          <li
            key={`${title} ${text}`}
            className="relative break-inside-avoid border-line border-s ps-7 pb-6 last:border-transparent last:pb-0"
          >
            <span
              aria-hidden
              className="absolute -start-3 top-0 grid size-6 place-items-center rounded-full border border-line-2 bg-ground font-medium text-13"
            >
              {index + 1}
            </span>
            {title !== "" && <h3 className="font-semibold text-15">{title}</h3>}
            <p className={`max-w-[64ch] text-pretty text-15 ${title === "" ? "" : "text-ink-2"}`}>
              {text}
              <Cite sources={sources} reader={reader} />
            </p>
          </li>
        ))}
      </ol>
    </SectionFrame>
  );
}
