import { formatFigure } from "@/lib/pages/format-figure.ts";
import type { SectionOf } from "@/lib/pages/page-spec.ts";
import { BarChart } from "./bar-chart.tsx";
import { Origin } from "./cite.tsx";
import { LineChart } from "./line-chart.tsx";
import type { PageReader } from "./reader.ts";
import { SectionFrame } from "./section-frame.tsx";

/** A chart with its numbers in words for whoever cannot see it, and the origin of each series under it. */
export function Chart({ section, reader }: { section: SectionOf<"chart">; reader: PageReader }) {
  const { heading, kind, points, series, unit, currency } = section;
  const style = { locale: reader.locale, currency };
  return (
    <SectionFrame heading={heading} reader={reader}>
      <figure className="break-inside-avoid">
        {kind === "bar" ? (
          <BarChart section={section} style={style} />
        ) : (
          <LineChart
            series={series.map(({ name }) => name)}
            points={points}
            unit={unit}
            style={style}
            description={points
              .map(
                ({ label, values }) =>
                  `${label}: ${values.map((value) => formatFigure(value, unit, style)).join(", ")}`,
              )
              .join("; ")}
          />
        )}
        <figcaption className="mt-3 text-13 text-ink-2">
          {series.map((each) => (
            <span key={each.name} className="me-4">
              {each.name}
              <Origin figure={each} reader={reader} />
            </span>
          ))}
        </figcaption>
      </figure>
    </SectionFrame>
  );
}
