import type { ReactNode } from "react";

type Props = { isOn: boolean; onClick: () => void; children: ReactNode };

/** Chooses which of a list's items are shown; one of several in a row. */
export function FilterButton({ isOn, onClick, children }: Props) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className="inline-flex min-h-9 pointer-coarse:min-h-11 items-center rounded-6 px-3 text-ink-2 tabular-nums transition-colors duration-150 hover:text-ink aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-ink"
    >
      {children}
    </button>
  );
}
