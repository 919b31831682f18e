"use client";

import { type ReactNode, useRef } from "react";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { ScrollBox } from "@/components/ui/scroll-box.tsx";

/** Code as it was written, with a button that copies it. */
export function CodeBlock({ children }: { children: ReactNode }) {
  const code = useRef<HTMLPreElement>(null);
  return (
    <div className="relative my-4 rounded-6 border border-line bg-raised">
      <ScrollBox label="Code" className="overflow-x-auto p-3 pe-12 text-13">
        <pre ref={code} dir="ltr">
          {children}
        </pre>
      </ScrollBox>
      <div className="absolute end-1 top-1 rounded-6 bg-raised print:hidden">
        <CopyButton label="Copy the code" text={() => code.current?.textContent ?? ""} />
      </div>
    </div>
  );
}
