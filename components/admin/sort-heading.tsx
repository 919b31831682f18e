import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";

type Props = {
  /** Undefined: the table is ordered by another column. */
  direction: "ascending" | "descending" | undefined;
  onSort: () => void;
  className?: string;
  children: ReactNode;
};

/** A column's name that orders the table by it, and turns the order round when it does already. */
export function SortHeading({ direction, onSort, className = "", children }: Props) {
  const Arrow = direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th scope="col" aria-sort={direction ?? "none"} className={`text-start font-normal ${className}`}>
      <button
        type="button"
        onClick={onSort}
        className="inline-flex min-h-9 items-center gap-1 rounded-6 px-3 hover:text-ink"
      >
        {children}
        <Arrow aria-hidden size={13} className={direction ? "" : "invisible"} />
      </button>
    </th>
  );
}
