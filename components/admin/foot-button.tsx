import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";

type Props = ComponentProps<"button"> & { icon: LucideIcon; label: string };

/** A small thing one does rarely: with its word beside the icon where there is room, else the icon alone. */
export function FootButton({ icon: Icon, label, className = "", ...rest }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex size-9 pointer-coarse:size-11 items-center justify-center gap-2 rounded-6 text-ink-2 transition-colors duration-150 hover:bg-accent-soft hover:text-ink lg:h-8 lg:w-full lg:justify-start lg:px-2 ${className}`}
      {...rest}
    >
      <Icon aria-hidden size={16} strokeWidth={1.75} className="shrink-0" />
      <span className="hidden text-13 lg:inline">{label}</span>
    </button>
  );
}
