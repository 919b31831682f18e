"use client";

import { Search } from "lucide-react";
import { type ComponentProps, useRef } from "react";
import { fieldLook } from "./text-field.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

type Props = ComponentProps<"input"> & { label: string };

/** The field that `/` leads to, and Esc away from. */
export function SearchField({ label, className = "", ...input }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useShortcuts({ "/": () => field.current?.select() });
  return (
    <span className={`relative block ${className}`}>
      <Search aria-hidden size={16} className="absolute start-3 top-3 text-ink-2" />
      <input
        ref={field}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        className={`${fieldLook} h-10 ps-9 [&::-webkit-search-cancel-button]:hidden`}
        onKeyDown={({ key, currentTarget }) => key === "Escape" && currentTarget.blur()}
        {...input}
      />
    </span>
  );
}
