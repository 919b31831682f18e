"use client";

import dynamic from "next/dynamic";
import type { LinePlotProps } from "./line-plot.tsx";

/** The plotting library is large and below the fold: it comes when a line is to be drawn, into a space already kept. */
const LinePlot = dynamic(() => import("./line-plot.tsx").then((file) => file.LinePlot), {
  ssr: false,
  loading: () => <div className="size-full animate-wait rounded-6 bg-line" />,
});

type Props = LinePlotProps & {
  /** The same in words. */
  description: string;
};

export function LineChart({ description, ...plot }: Props) {
  return (
    <div role="img" aria-label={description} className="h-56 w-full @2xl:h-64" dir="ltr">
      <LinePlot {...plot} />
    </div>
  );
}
