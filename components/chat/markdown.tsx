"use client";

import { memo } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import remend from "remend";
import { ScrollBox } from "@/components/ui/scroll-box.tsx";
import { citationMarks } from "@/lib/client/citation-marks.ts";
import type { MarkdownBlocks } from "@/lib/client/markdown-blocks.ts";
import { safeLink } from "@/lib/client/safe-link.ts";
import { withoutHalfArrived } from "@/lib/client/withheld-end.ts";
import { CitationNumeral } from "./citation-numeral.tsx";
import { CodeBlock } from "./code-block.tsx";

/** An answer's Markdown. Finished blocks are drawn once; the open one is repaired and drawn as it grows. */
export function Markdown({ blocks, isGrowing }: { blocks: MarkdownBlocks; isGrowing: boolean }) {
  const open = isGrowing ? remend(withoutHalfArrived(blocks.open), { linkMode: "text-only" }) : blocks.open;
  return (
    <div dir="auto" className="prose-answer">
      {[...blocks.finished.entries()].map(([place, text]) => (
        <Block key={place} text={text} />
      ))}
      {open.trim() !== "" && <Block key={blocks.finished.length} text={open} />}
    </div>
  );
}

const Block = memo(function Block({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={plugins} components={components} urlTransform={(address) => address}>
      {text}
    </ReactMarkdown>
  );
});

const plugins: React.ComponentProps<typeof ReactMarkdown>["remarkPlugins"] = [
  [remarkGfm, { singleTilde: false }],
  citationMarks,
];

const components: Components = {
  h1: "h3",
  h2: "h3",
  h4: "h4",
  a: ({ href, children }) => {
    const address = safeLink(href);
    if (address === undefined) return <>{children}</>;
    return (
      <a href={address} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    );
  },
  // A picture from elsewhere would tell its host who reads; its description is enough.
  img: ({ alt }) => <>{alt}</>,
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  table: ({ children }) => (
    <ScrollBox label="Table" className="table-frame">
      <table>{children}</table>
    </ScrollBox>
  ),
  sup: ({ node, children }) => {
    const number = Number(node?.properties.dataCitation);
    return number > 0 ? <CitationNumeral number={number} /> : <sup>{children}</sup>;
  },
};
