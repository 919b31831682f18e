import type { ComponentProps } from "react";

const looks = {
  primary: "bg-accent text-accent-ink hover:opacity-90 disabled:opacity-40",
  quiet: "border border-line-2 text-ink hover:border-ink disabled:opacity-40",
  danger: "border border-bad text-bad hover:bg-accent-soft disabled:opacity-40",
  plain: "text-ink-2 hover:text-ink hover:bg-accent-soft disabled:opacity-40",
};

type Props = ComponentProps<"button"> & { look?: keyof typeof looks };

/** A button with words. One `primary` a view at most. */
export function Button({ look = "quiet", className = "", ...rest }: Props) {
  return (
    <button
      type="button"
      className={`inline-flex min-h-9 items-center justify-center gap-2 rounded-6 px-3 font-medium text-15 transition-colors duration-150 ${looks[look]} ${className}`}
      {...rest}
    />
  );
}
