import type { ReactNode } from "react";
import { Cite } from "./cite.tsx";
import type { PageReader } from "./reader.ts";

type Props = {
  heading: string;
  /** Sources that everything in the section rests on. */
  sources?: number[];
  reader: PageReader;
  /** Tables and calculators take the whole width; text stands beside its heading where there is room. */
  width?: "beside" | "whole";
  children: ReactNode;
};

/** A section's rule, heading and body. */
export function SectionFrame({ heading, sources = [], reader, width = "beside", children }: Props) {
  const layout = width === "beside" ? "@4xl:grid @4xl:grid-cols-[13rem_minmax(0,1fr)] @4xl:gap-x-10" : "";
  return (
    <section className="border-line border-t pt-6 pb-10 @2xl:pt-8 @2xl:pb-12 print:py-6">
      <div className={layout}>
        <h2 className="mb-5 text-balance font-serif text-21 @2xl:mb-6 @2xl:text-28 @4xl:text-21 break-after-avoid">
          {heading}
          <Cite sources={sources} reader={reader} />
        </h2>
        <div className="min-w-0">{children}</div>
      </div>
    </section>
  );
}
