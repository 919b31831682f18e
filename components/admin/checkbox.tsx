import type { ReactNode } from "react";

type Props = { isChecked: boolean; onChange: (isChecked: boolean) => void; children: ReactNode };

/** Something to say yes or no to, with its words beside it. */
export function Checkbox({ isChecked, onChange, children }: Props) {
  return (
    <label className="flex min-h-9 pointer-coarse:min-h-11 items-center gap-2">
      <input
        type="checkbox"
        className="size-4 shrink-0 accent-accent"
        checked={isChecked}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </label>
  );
}
