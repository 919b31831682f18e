import type { PageSection } from "@/lib/pages/page-spec.ts";
import { CallToAction } from "./call-to-action.tsx";
import { Chart } from "./chart.tsx";
import { ComparisonTable } from "./comparison-table.tsx";
import { Excerpt } from "./excerpt.tsx";
import { Faq } from "./faq.tsx";
import { FeatureGrid } from "./feature-grid.tsx";
import { Hero } from "./hero.tsx";
import { Metrics } from "./metrics.tsx";
import type { PageReader } from "./reader.ts";
import { RoiCalculator } from "./roi-calculator.tsx";
import { Steps } from "./steps.tsx";

/** Each kind of section as it is drawn. */
export function Block({ section, reader }: { section: PageSection; reader: PageReader }) {
  switch (section.type) {
    case "hero":
      return <Hero section={section} reader={reader} />;
    case "metrics":
      return <Metrics section={section} reader={reader} />;
    case "feature_grid":
      return <FeatureGrid section={section} reader={reader} />;
    case "comparison_table":
      return <ComparisonTable section={section} reader={reader} />;
    case "roi_calculator":
      return <RoiCalculator section={section} reader={reader} />;
    case "chart":
      return <Chart section={section} reader={reader} />;
    case "steps":
      return <Steps section={section} reader={reader} />;
    case "faq":
      return <Faq section={section} reader={reader} />;
    case "excerpt":
      return <Excerpt section={section} reader={reader} />;
    case "call_to_action":
      return <CallToAction section={section} reader={reader} />;
  }
}
