import { Globe, Plus, Upload as UploadIcon } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";

type Props = { canWrite: boolean; onName: () => void; onPick: () => void; onWrite: () => void };

/** What this room is, and the ways to add to it. */
export function KnowledgeHeader({ canWrite, onName, onPick, onWrite }: Props) {
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <h1 className="me-auto font-serif text-28">Knowledge</h1>
      {canWrite ? (
        <div className="flex flex-wrap gap-2">
          <Button onClick={onName} aria-keyshortcuts="w">
            <Globe aria-hidden size={16} /> Web addresses
          </Button>
          <Button onClick={onPick} aria-keyshortcuts="u">
            <UploadIcon aria-hidden size={16} /> Upload files
          </Button>
          <Button look="primary" onClick={onWrite} aria-keyshortcuts="n">
            <Plus aria-hidden size={16} /> New document
          </Button>
        </div>
      ) : (
        <p className="text-13 text-ink-2">You may read here. Ask an owner to change documents.</p>
      )}
    </header>
  );
}
