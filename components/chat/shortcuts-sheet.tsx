"use client";

import { Sheet } from "@/components/ui/sheet.tsx";
import { shortcuts } from "./use-shortcuts.ts";

export function ShortcutsSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Sheet title="Keyboard shortcuts" isOpen={isOpen} onClose={onClose}>
      <dl>
        {shortcuts.map(({ keys, does }) => (
          <div key={does} className="flex items-center justify-between gap-4 border-line border-b py-2.5">
            <dt>{does}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <kbd key={key} className="rounded-6 border border-line-2 bg-raised px-2 font-sans text-13">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
