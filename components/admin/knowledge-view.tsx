"use client";

import { Globe, Plus, Upload as UploadIcon } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import {
  countTags,
  type DocumentFilter,
  findDocuments,
  findFailures,
} from "@/lib/client/admin-find-documents.ts";
import type { IngestList } from "@/lib/client/admin-ingests.ts";
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
import { useIngests } from "./use-ingests.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { useUploads } from "./use-uploads.ts";
import { WebAddresses } from "./web-addresses.tsx";

const everything: DocumentFilter = { words: "", tag: undefined, order: "updated", direction: "descending" };

type Props = { initial: DocumentSummary[]; initialIngests: IngestList };

/** The knowledge base: what is in it, what is on its way into it, and the ways to add to it. */
export function KnowledgeView({ initial, initialIngests }: Props) {
  const { canWrite } = useConsole();
  const { documents, error, reload } = useDocuments(initial);
  const ingests = useIngests(initialIngests, { onReady: () => void reload() });
  const { uploads, add, dismiss, retry, clear } = useUploads({ onHandedIn: ingests.arrived });
  const [filter, setFilter] = useState(everything);
  const [isWriting, setIsWriting] = useState(false);
  const [isNaming, setIsNaming] = useState(false);
  const filePicker = useRef<HTMLInputElement>(null);
  const found = findDocuments(documents, filter);
  const failures = findFailures(ingests.failures, filter);

  const write = () => setIsWriting(true);
  const pickFiles = () => filePicker.current?.click();
  const nameAddress = () => setIsNaming(true);
  useShortcuts(canWrite ? { n: write, u: pickFiles, w: nameAddress } : {});

  return (
    <div className="px-4 py-5 sm:px-6">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <h1 className="me-auto font-serif text-28">Knowledge</h1>
        {canWrite ? (
          <div className="flex flex-wrap gap-2">
            <Button onClick={nameAddress} aria-keyshortcuts="w">
              <Globe aria-hidden size={16} /> Web addresses
            </Button>
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
      <UploadPanel
        uploads={uploads}
        jobs={ingests.jobs}
        onRetry={retry}
        onDismiss={dismiss}
        onAct={ingests.act}
        onDismissJobs={ingests.dismiss}
        onClear={clear}
      />
      {(error ?? ingests.error) !== null && (
        <div className="mt-4">
          <Failure error={error ?? ingests.error} onRetry={() => void reload().then(ingests.reload)} />
        </div>
      )}
      {documents.length + failures.length === 0 ? (
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
            failures={failures}
            filter={filter}
            onOrder={(order) => setFilter({ ...filter, ...order })}
            onAct={ingests.act}
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
            accept=".md,.markdown,.txt,.html,.htm,.pdf,.docx,.csv,.tsv,.xlsx,.json,.ndjson,.jsonl,.zip"
            aria-label="Files to upload"
            onChange={({ target }) => {
              add([...(target.files ?? [])]);
              target.value = "";
            }}
          />
          <DropTarget onFiles={add} />
          <NewDocument isOpen={isWriting} onClose={() => setIsWriting(false)} onAdded={() => void reload()} />
          <WebAddresses isOpen={isNaming} onClose={() => setIsNaming(false)} onChanged={ingests.reload} />
        </>
      )}
    </div>
  );
}
