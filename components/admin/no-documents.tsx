import { Button } from "@/components/ui/button.tsx";

type Props = { canWrite: boolean; onWrite: () => void; onUpload: () => void };

/** The knowledge base before its first document. */
export function NoDocuments({ canWrite, onWrite, onUpload }: Props) {
  return (
    <div className="mt-6 max-w-xl border-line border-t py-8">
      <h2 className="font-serif text-21">No documents yet</h2>
      <p className="mt-2 text-ink-2">
        Answers are made from documents, each sentence with its source. Markdown keeps its headings, which
        makes passages easier to find.{" "}
        {canWrite &&
          "Drop files anywhere on this page to begin: Markdown, text, HTML, PDF, Word, tables, JSON, or a ZIP of these."}
      </p>
      {canWrite && (
        <div className="mt-4 flex flex-wrap gap-2">
          <Button onClick={onUpload}>Choose files</Button>
          <Button onClick={onWrite}>Write one here</Button>
        </div>
      )}
    </div>
  );
}
