import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";

type Props = ComponentProps<"button"> & { label: string; icon: LucideIcon; size?: "small" | "normal" };

/** A button that is only an icon; its label is its name and its tooltip. */
export function IconButton({ label, icon: Icon, size = "normal", className = "", ...rest }: Props) {
  const box = size === "small" ? "size-8 pointer-coarse:size-11" : "size-9 pointer-coarse:size-11";
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex ${box} shrink-0 items-center justify-center rounded-6 text-ink-2 transition-colors duration-150 hover:bg-accent-soft hover:text-ink aria-pressed:text-accent disabled:opacity-40 ${className}`}
      {...rest}
    >
      <Icon aria-hidden size={size === "small" ? 15 : 18} strokeWidth={1.75} />
    </button>
  );
}
