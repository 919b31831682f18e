"use client";

import { useChat } from "./chat-context.tsx";

/** Questions that the knowledge base can answer next; each asks itself. */
export function FollowUps({ questions }: { questions: readonly string[] }) {
  const { ask } = useChat();
  return (
    <ul aria-label="Questions to go on with" className="flex flex-wrap gap-2 pt-2 print:hidden">
      {questions.map((question) => (
        <li key={question} className="max-w-full">
          <button
            type="button"
            dir="auto"
            className="min-h-9 pointer-coarse:min-h-11 rounded-6 border border-line px-3 py-1.5 text-start text-15 transition-colors duration-150 hover:border-accent hover:text-accent"
            onClick={() => ask(question)}
          >
            {question}
          </button>
        </li>
      ))}
    </ul>
  );
}
