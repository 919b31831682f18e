"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { OpenedSource } from "@/components/source/source-sheet.tsx";
import { openedFrom } from "./opened-source.ts";
import { PageView } from "./page-view.tsx";

/** Read when the first source is asked for: a page is whole without a Markdown parser. */
const SourceSheet = dynamic(() =>
  import("@/components/source/source-sheet.tsx").then((module) => module.SourceSheet),
);

type Props = React.ComponentProps<typeof PageView> & { slug: string };

/** A page whose sources open beside it. */
export function LinkedPageBody({ slug, ...view }: Props) {
  const [source, setSource] = useState<OpenedSource | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const open = (n: number) => {
    setIsAsked(true);
    setSource(openedFrom(view.page.sources, n));
  };
  return (
    <>
      <PageView {...view} onOpenSource={open} />
      {isAsked && <SourceSheet slug={slug} source={source} onClose={() => setSource(null)} />}
    </>
  );
}
