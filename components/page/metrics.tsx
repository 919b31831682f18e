import type { SectionOf } from "@/lib/pages/page-spec.ts";
import { Origin } from "./cite.tsx";
import type { PageReader } from "./reader.ts";
import { SectionFrame } from "./section-frame.tsx";

/** Large figures, each with its source. */
export function Metrics({ section, reader }: { section: SectionOf<"metrics">; reader: PageReader }) {
  const columns =
    section.metrics.length === 3 || section.metrics.length > 4 ? "@2xl:grid-cols-3" : "@lg:grid-cols-2";
  return (
    <SectionFrame heading={section.heading} reader={reader}>
      <dl className={`grid gap-x-8 gap-y-8 ${columns}`}>
        {section.metrics.map((metric) => (
          <div
            key={`${metric.label} ${metric.value}`}
            className="flex break-inside-avoid flex-col border-accent border-s-2 ps-4"
          >
            <dt className="order-2 mt-1 font-medium text-15">{metric.label}</dt>
            <dd className="order-1 font-serif text-40 tabular-nums tracking-tight">
              {metric.value}
              <Origin figure={metric} reader={reader} />
            </dd>
            {metric.detail !== "" && (
              <dd className="order-3 mt-1 max-w-[42ch] text-15 text-ink-2">{metric.detail}</dd>
            )}
          </div>
        ))}
      </dl>
    </SectionFrame>
  );
}
