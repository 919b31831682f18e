"use client";

import { useEffect, useRef } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { ScrollBox } from "@/components/ui/scroll-box.tsx";
import { markRanges, type TextRange } from "@/lib/client/mark-ranges.ts";
import { safeLink } from "@/lib/client/safe-link.ts";

type Props = {
  document: { url?: string | null; text: string };
  title: string;
  ranges: readonly TextRange[];
};

/** The whole text, its cited words marked; the first of them is brought into view. */
export function SourceDocument({ document, title, ranges }: Props) {
  const text = useRef<HTMLDivElement>(null);
  const address = safeLink(document.url ?? undefined);
  const repeatsTitle = document.text.trimStart().startsWith(`# ${title}`);

  useEffect(() => {
    text.current?.querySelector("mark")?.scrollIntoView({ block: "center" });
  }, []);

  return (
    <div
      ref={text}
      dir="auto"
      className={`prose-answer ${repeatsTitle ? "[&>h3:first-of-type]:hidden" : ""}`}
    >
      {address && (
        <p>
          <a href={address} target="_blank" rel="noopener noreferrer">
            Where it was published
          </a>
        </p>
      )}
      <ReactMarkdown
        remarkPlugins={[[remarkGfm, { singleTilde: false }]]}
        rehypePlugins={[() => markRanges(ranges)]}
        components={components}
        urlTransform={(link) => safeLink(link) ?? ""}
      >
        {document.text}
      </ReactMarkdown>
    </div>
  );
}

const components: Components = {
  h1: "h3",
  h2: "h3",
  img: ({ alt }) => <>{alt}</>,
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel="noopener noreferrer">
        {children}
      </a>
    ) : (
      children
    ),
  table: ({ children }) => (
    <ScrollBox label="Table" className="table-frame">
      <table>{children}</table>
    </ScrollBox>
  ),
};
