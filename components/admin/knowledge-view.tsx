"use client";

import { Plus, Upload as UploadIcon } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { countTags, type DocumentFilter, findDocuments } from "@/lib/client/admin-find-documents.ts";
import type { DocumentSummary } from "@/lib/client/admin-knowledge.ts";
import { useConsole } from "./console-context.tsx";
import { DocumentFilterBar } from "./document-filter-bar.tsx";
import { DocumentTable } from "./document-table.tsx";
import { DropTarget } from "./drop-target.tsx";
import { Failure } from "./failure.tsx";
import { NewDocument } from "./new-document.tsx";
import { NoDocuments } from "./no-documents.tsx";
import { UploadPanel } from "./upload-panel.tsx";
import { useDocuments } from "./use-documents.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { useUploads } from "./use-uploads.ts";

const everything: DocumentFilter = { words: "", tag: undefined, order: "updated", direction: "descending" };

/** The knowledge base: what is in it, and the ways to add to it. */
export function KnowledgeView({ initial }: { initial: DocumentSummary[] }) {
  const { canWrite } = useConsole();
  const { documents, error, reload } = useDocuments(initial);
  const { uploads, add, dismiss, retry, clear } = useUploads({ onAdded: () => void reload() });
  const [filter, setFilter] = useState(everything);
  const [isWriting, setIsWriting] = useState(false);
  const filePicker = useRef<HTMLInputElement>(null);
  const found = findDocuments(documents, filter);

  const write = () => setIsWriting(true);
  const pickFiles = () => filePicker.current?.click();
  useShortcuts(canWrite ? { n: write, u: pickFiles } : {});

  return (
    <div className="px-4 py-5 sm:px-6">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <h1 className="me-auto font-serif text-28">Knowledge</h1>
        {canWrite ? (
          <div className="flex flex-wrap gap-2">
            <Button onClick={pickFiles} aria-keyshortcuts="u">
              <UploadIcon aria-hidden size={16} /> Upload files
            </Button>
            <Button look="primary" onClick={write} aria-keyshortcuts="n">
              <Plus aria-hidden size={16} /> New document
            </Button>
          </div>
        ) : (
          <p className="text-13 text-ink-2">You may read here. Ask an owner to change documents.</p>
        )}
      </header>
      <UploadPanel uploads={uploads} onRetry={retry} onDismiss={dismiss} onClear={clear} />
      {error !== null && (
        <div className="mt-4">
          <Failure error={error} onRetry={() => void reload()} />
        </div>
      )}
      {documents.length === 0 ? (
        <NoDocuments canWrite={canWrite} onWrite={write} onUpload={pickFiles} />
      ) : (
        <>
          <DocumentFilterBar
            filter={filter}
            tags={countTags(documents)}
            shown={found.length}
            all={documents.length}
            onChange={setFilter}
          />
          <DocumentTable
            documents={found}
            filter={filter}
            onOrder={(order) => setFilter({ ...filter, ...order })}
            onClear={() => setFilter({ ...filter, words: "", tag: undefined })}
          />
        </>
      )}
      {canWrite && (
        <>
          <input
            ref={filePicker}
            type="file"
            multiple
            hidden
            accept=".md,.markdown,.txt"
            aria-label="Files to upload"
            onChange={({ target }) => {
              add([...(target.files ?? [])]);
              target.value = "";
            }}
          />
          <DropTarget onFiles={add} />
          <NewDocument isOpen={isWriting} onClose={() => setIsWriting(false)} onAdded={() => void reload()} />
        </>
      )}
    </div>
  );
}
