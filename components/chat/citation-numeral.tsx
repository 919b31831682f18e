"use client";

import { Popover } from "radix-ui";
import { useRef } from "react";
import { withoutMarkdownSigns } from "@/lib/client/without-markdown-signs.ts";
import { useCitedSource } from "./answer-sources.tsx";
import { useChat } from "./chat-context.tsx";

const longestExcerpt = 320;

/** The small numeral of a citation; its card shows what was cited and leads to the whole source. */
export function CitationNumeral({ number }: { number: number }) {
  const cited = useCitedSource(number);
  const { openSource } = useChat();
  const leadsToSource = useRef(false);
  if (cited === "refuted") return null;
  if (cited === "unknown") return <>{` [${number}]`}</>;
  const { source, excerpts, opened } = cited;
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={`Source ${number}: ${source.title}`}
        className="relative -top-[0.45em] inline-block rounded-6 px-0.5 align-baseline font-medium text-accent text-[0.6875rem] leading-4 no-underline before:absolute before:-inset-x-0.5 before:-inset-y-1.5 pointer-coarse:before:-inset-x-3 pointer-coarse:before:-inset-y-3.5 hover:bg-accent-soft data-[state=open]:bg-accent data-[state=open]:text-accent-ink"
      >
        {number}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          side="top"
          sideOffset={6}
          collisionPadding={12}
          aria-label={`Source ${number}`}
          // The sheet opens once the focus is on its way back to the numeral, so that it returns there in the end.
          onCloseAutoFocus={() => {
            if (leadsToSource.current) openSource(opened);
            leadsToSource.current = false;
          }}
          className="z-30 w-80 max-w-[calc(100vw-1.5rem)] rounded-12 border border-line bg-raised p-4 shadow-float data-[state=open]:animate-fade-in"
        >
          <p dir="auto" className="font-medium text-15">
            {source.title}
          </p>
          {excerpts.slice(0, 2).map((excerpt) => (
            <blockquote
              key={excerpt}
              dir="auto"
              className="mt-2 border-accent border-s-2 ps-3 text-13 text-ink-2"
            >
              {shorten(excerpt)}
            </blockquote>
          ))}
          <Popover.Close
            className="mt-3 font-medium text-13 text-accent underline underline-offset-4"
            onClick={() => {
              leadsToSource.current = true;
            }}
          >
            Open the source
          </Popover.Close>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** A card is no page: a long excerpt is cut at a word. Markdown's own signs are left out. */
function shorten(excerpt: string): string {
  const plain = withoutMarkdownSigns(excerpt).trim();
  if (plain.length <= longestExcerpt) return plain;
  return `${plain.slice(0, longestExcerpt).replace(/\s+\S*$/, "")} …`;
}
