"use client";

import Link from "next/link";
import { useState } from "react";
import type { FoundPassage } from "@/lib/admin/search-knowledge.ts";
import { excerptStart, foldedCharacters } from "@/lib/client/admin-excerpt.ts";
import { explainPassage } from "@/lib/client/admin-explain-passage.ts";
import { distinctWords, matchedWords } from "@/lib/client/admin-matched-words.ts";
import { documentPath } from "@/lib/client/admin-paths.ts";
import { withoutMarkdownSigns } from "@/lib/client/without-markdown-signs.ts";
import { useConsole } from "./console-context.tsx";
import { MarkedText } from "./marked-text.tsx";
import { SampleMark } from "./sample-mark.tsx";
import { ScoreParts } from "./score-parts.tsx";

type Props = {
  passage: FoundPassage;
  /** 1 for the best. */
  place: number;
  bestScore: number;
  query: string;
  /** What the question was taken for. */
  intent: string;
  /** Better passages of the same document. */
  sameDocumentAbove: number;
  personas: { id: string; name: string }[];
};

/** A passage that came back, with its reasons. */
export function FoundPassageItem({
  passage,
  place,
  bestScore,
  query,
  intent,
  sameDocumentAbove,
  personas,
}: Props) {
  const { workspace } = useConsole();
  const { title, headingPath, content, documentId, passageId, start, end, sample } = passage;
  const whole = [title, ...headingPath, content].join("\n");
  const matched = distinctWords(whole, matchedWords(whole, query));
  return (
    <li className="border-line border-t py-4 focus-within:bg-accent-soft">
      <div className="flex gap-3 px-1">
        <span className="w-5 shrink-0 text-end text-ink-2">{place}</span>
        <div className="min-w-0 flex-1">
          <h2 className="flex flex-wrap items-center gap-x-2 font-medium">
            <Link
              data-row
              href={documentPath(workspace, { documentId, passageId })}
              dir="auto"
              className="[overflow-wrap:anywhere] hover:underline pointer-coarse:py-4 hover:underline-offset-4"
            >
              {title}
            </Link>
            {sample && <SampleMark />}
          </h2>
          <p className="text-13 text-ink-2">{[...headingPath, `characters ${start}–${end}`].join(" › ")}</p>
          <p className="mt-1 max-w-[72ch]">
            {explainPassage({ passage, matched, personas, intent, sameDocumentAbove })}
          </p>
          <ScoreParts passage={passage} bestScore={bestScore} />
          <PassageText content={content} query={query} />
        </div>
      </div>
    </li>
  );
}

function PassageText({ content, query }: { content: string; query: string }) {
  const [isWhole, setIsWhole] = useState(false);
  const ranges = matchedWords(content, query);
  const isLong = content.length > foldedCharacters;
  return (
    <div className="mt-2 max-w-[72ch] text-ink-2">
      {isWhole || !isLong ? (
        <p dir="auto" className="plain-paragraphs">
          <MarkedText text={content} ranges={ranges} />
        </p>
      ) : (
        <p dir="auto" className="line-clamp-3 [overflow-wrap:anywhere]">
          <MarkedText
            text={content}
            ranges={ranges}
            from={excerptStart(content, ranges)}
            show={withoutMarkdownSigns}
          />
        </p>
      )}
      {isLong && (
        <button
          type="button"
          aria-expanded={isWhole}
          className="min-h-8 pointer-coarse:min-h-11 font-medium text-13 text-accent"
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? "Show less" : "Show the whole passage"}
        </button>
      )}
    </div>
  );
}
