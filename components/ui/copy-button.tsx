"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./icon-button.tsx";

/** Copies a text and says for two seconds that it did. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  return (
    <>
      <IconButton
        label={label}
        icon={copied ? Check : Copy}
        size="small"
        onClick={() => void copyText(text()).then(() => setCopied(true))}
      />
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </>
  );
}

/** Browsers offer the clipboard only on https and localhost, and may refuse it; a selected field does it then. */
async function copyText(text: string): Promise<void> {
  if (!navigator.clipboard) return copySelected(text);
  await navigator.clipboard.writeText(text).catch(() => copySelected(text));
}

function copySelected(text: string): void {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
