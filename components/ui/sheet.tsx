"use client";

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "./icon-button.tsx";
import { useFocusReturn } from "./use-focus-return.ts";

const sides = {
  start: "start-0 border-e data-[state=closed]:animate-to-start data-[state=open]:animate-from-start",
  end: "end-0 border-s data-[state=closed]:animate-to-end data-[state=open]:animate-from-end",
};

type Props = {
  title: string;
  /** One sentence below the title. */
  description?: string;
  side?: keyof typeof sides;
  /** `reading` is as wide as a line of text wants to be. */
  room?: "normal" | "reading";
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
};

/** A panel over the page, from one side; on a phone it fills the window. Esc and a click beside it close it. */
export function Sheet({
  title,
  description,
  side = "end",
  room = "normal",
  isOpen,
  onClose,
  children,
}: Props) {
  const focusReturn = useFocusReturn();
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[rgb(20_18_14/0.22)] data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in print:hidden" />
        <Dialog.Content
          {...focusReturn}
          {...(description === undefined && { "aria-describedby": undefined })}
          className={`fixed inset-y-0 z-50 flex w-full flex-col border-line bg-ground shadow-float print:hidden ${room === "reading" ? "sm:max-w-xl" : "sm:max-w-md"} ${sides[side]}`}
        >
          <header className="flex items-start justify-between gap-4 border-line border-b px-5 py-3">
            <div className="min-w-0 pt-1">
              <Dialog.Title className="font-serif font-medium text-21 text-balance [overflow-wrap:anywhere]">
                {title}
              </Dialog.Title>
              {description !== undefined && (
                <Dialog.Description className="mt-1 text-13 text-ink-2">{description}</Dialog.Description>
              )}
            </div>
            <Dialog.Close asChild>
              <IconButton label="Close" icon={X} />
            </Dialog.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 py-4">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
