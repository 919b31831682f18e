import type { ComponentProps } from "react";

const looks = {
  primary: "bg-accent text-accent-ink hover:opacity-90 disabled:opacity-40",
  quiet: "border border-line-2 text-ink hover:border-ink disabled:opacity-40",
  danger: "border border-bad text-bad hover:bg-accent-soft disabled:opacity-40",
  plain: "text-ink-2 hover:text-ink hover:bg-accent-soft disabled:opacity-40",
};

const sizes = { normal: "gap-2 px-3", tight: "gap-1 px-2" };

type Props = ComponentProps<"button"> & { look?: keyof typeof looks; size?: keyof typeof sizes };

/** A button with words. One `primary` a view at most. */
export function Button({ look = "quiet", size = "normal", className = "", ...rest }: Props) {
  return (
    <button
      type="button"
      className={`inline-flex min-h-9 pointer-coarse:min-h-11 items-center justify-center rounded-6 font-medium text-15 transition-colors duration-150 ${sizes[size]} ${looks[look]} ${className}`}
      {...rest}
    />
  );
}
