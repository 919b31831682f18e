import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";

type Props = {
  /** Undefined: the table is ordered by another column. */
  direction: "ascending" | "descending" | undefined;
  onSort: () => void;
  /** Numbers stand at the end of their column, and so does its name. */
  align?: "start" | "end";
  className?: string;
  children: ReactNode;
};

/** A column's name that orders the table by it, and turns the order round when it does already. */
export function SortHeading({ direction, onSort, align = "start", className = "", children }: Props) {
  const Arrow = direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={direction ?? "none"}
      className={`${aligned[align].cell} font-normal ${className}`}
    >
      <button
        type="button"
        onClick={onSort}
        className={`inline-flex ${aligned[align].button} min-h-9 pointer-coarse:min-h-11 items-center gap-1 rounded-6 px-3 hover:text-ink`}
      >
        {children}
        <Arrow aria-hidden size={13} className={direction ? "" : "invisible"} />
      </button>
    </th>
  );
}

const aligned = {
  start: { cell: "text-start", button: "" },
  end: { cell: "text-end", button: "flex-row-reverse" },
};
