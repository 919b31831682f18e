"use client";

import { useRef, useState } from "react";
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
import { FilePicker } from "./file-picker.tsx";
import { KnowledgeHeader } from "./knowledge-header.tsx";
import { NewDocument } from "./new-document.tsx";
import { NoDocuments } from "./no-documents.tsx";
import { UploadPanel } from "./upload-panel.tsx";
import { useDocuments } from "./use-documents.ts";
import { useIngests } from "./use-ingests.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { useUploads } from "./use-uploads.ts";
import { WebAddresses } from "./web-addresses.tsx";

const everything: DocumentFilter = { words: "", tag: undefined, order: "updated", direction: "descending" };

type Props = {
  initial: DocumentSummary[];
  initialIngests: IngestList;
  /** Ends of the names of files that can be read. */
  fileEndings: readonly string[];
};

/** The knowledge base: what is in it, what is on its way into it, and the ways to add to it. */
export function KnowledgeView({ initial, initialIngests, fileEndings }: Props) {
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
      <KnowledgeHeader canWrite={canWrite} onName={nameAddress} onPick={pickFiles} onWrite={write} />
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
          <FilePicker ref={filePicker} endings={fileEndings} onFiles={add} />
          <DropTarget onFiles={add} />
          <NewDocument isOpen={isWriting} onClose={() => setIsWriting(false)} onAdded={() => void reload()} />
          <WebAddresses isOpen={isNaming} onClose={() => setIsNaming(false)} onChanged={ingests.reload} />
        </>
      )}
    </div>
  );
}
