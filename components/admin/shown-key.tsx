import { X } from "lucide-react";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";

type Props = { name: string; apiKey: string; onClose: () => void };

/** A new key, the one time it can be seen. */
export function ShownKey({ name, apiKey, onClose }: Props) {
  return (
    <section
      aria-label={`The key of ${name}`}
      className="mt-5 max-w-[72ch] border-accent border-s-2 ps-3"
      role="status"
    >
      <p>
        <strong className="font-medium">{name}</strong> has its key. Copy it now: it is not stored, and cannot
        be shown again.
      </p>
      <p className="mt-1 flex items-center gap-1">
        <code className="[overflow-wrap:anywhere]">{apiKey}</code>
        <CopyButton label="Copy the key" text={() => apiKey} />
        <IconButton label="Hide the key" icon={X} size="small" onClick={onClose} />
      </p>
    </section>
  );
}
