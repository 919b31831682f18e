import type { StoredPassage } from "@/lib/client/admin-knowledge.ts";

/** The passages of a document by their headings; beside the text where the window is wide. */
export function PassageList({ passages }: { passages: StoredPassage[] }) {
  return (
    <nav aria-label="Passages" className="hidden xl:block">
      <div className="sticky top-5 max-h-[calc(100dvh-2.5rem)] overflow-y-auto">
        <h2 className="mb-1 text-13 text-ink-2">Passages</h2>
        <ol>
          {passages.map(({ passageId, headingPath, tokens }, index) => (
            <li key={passageId}>
              <a
                href={`#passage-${passageId}`}
                className="flex gap-2 rounded-6 px-2 py-1 text-13 hover:bg-accent-soft"
              >
                <span className="w-5 shrink-0 text-end text-ink-2">{index + 1}</span>
                <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                  <bdi>{headingPath.at(-1) ?? "Beginning"}</bdi>
                </span>
                <span className="text-ink-2" title={`${tokens} tokens`}>
                  {tokens}
                </span>
              </a>
            </li>
          ))}
        </ol>
      </div>
    </nav>
  );
}
