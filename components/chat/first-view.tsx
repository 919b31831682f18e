"use client";

import { ArrowRight } from "lucide-react";
import { useChat } from "./chat-context.tsx";

const startersShown = 4;
/** A longer sentence is set smaller, so that the questions stay in view. */
const shortWelcome = 80;

/** The empty chat: who this is for, and four real questions to start from. */
export function FirstView({ notice }: { notice: string | undefined }) {
  const { workspace, ask } = useChat();
  const isShort = workspace.welcome.length <= shortWelcome;
  return (
    <div className="flex flex-1 flex-col justify-center py-8">
      {notice && <p className="mb-6 border-warn border-s-2 ps-3 text-15">{notice}</p>}
      <h1
        dir="auto"
        className={`text-balance font-serif ${isShort ? "max-w-[30ch] text-28 sm:text-40" : "text-21 sm:text-28"}`}
      >
        {workspace.welcome}
      </h1>
      <ul aria-label="Questions to start from" className="mt-8 border-line border-t sm:mt-10">
        {workspace.starters.slice(0, startersShown).map((question) => (
          <li key={question} className="border-line border-b">
            <button
              type="button"
              dir="auto"
              className="group flex min-h-13 w-full items-center justify-between gap-4 py-3 text-start text-17 leading-6 transition-colors duration-150 hover:text-accent"
              onClick={() => ask(question)}
            >
              {question}
              <ArrowRight
                aria-hidden
                size={17}
                strokeWidth={1.75}
                className="shrink-0 text-ink-2 group-hover:text-accent rtl:rotate-180"
              />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
