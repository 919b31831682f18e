import type { ReactNode } from "react";

type Props = {
  children: ReactNode;
  /** Over numbers, which stand at the end of their cells. */
  isNumber?: boolean;
  /** On a phone its column is not shown. */
  from?: "sm" | "md";
  /** What the figures below it mean. */
  about?: string;
};

const shownFrom = { sm: "hidden sm:table-cell", md: "hidden md:table-cell" };

/** The name of a column of a table that only lists: first columns at the margin, others apart from what is before them. */
export function ColumnHeading({ children, isNumber, from, about }: Props) {
  return (
    <th
      scope="col"
      title={about}
      className={`py-1.5 ps-2 font-normal sm:ps-4 first:ps-0 sm:first:ps-0 ${isNumber ? "text-end" : "text-start"} ${from ? shownFrom[from] : ""}`}
    >
      {children}
    </th>
  );
}

/** The line of a table's headings. */
export function HeadingRow({ children }: { children: ReactNode }) {
  return (
    <thead>
      <tr className="border-line border-b text-13 text-ink-2">{children}</tr>
    </thead>
  );
}

/** Over buttons: said to a screen reader alone. */
export function HiddenHeading({ children }: { children: ReactNode }) {
  return (
    <th scope="col">
      <span className="sr-only">{children}</span>
    </th>
  );
}
