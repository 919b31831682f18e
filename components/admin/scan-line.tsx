import type { FindingList } from "@/lib/admin/upkeep/finding.ts";
import { LocalTime } from "./local-time.tsx";

/** When the documents were looked through last, or how far the scan has come. */
export function ScanLine({ list: { scan, changed } }: { list: FindingList }) {
  return (
    <p role="status" className="mt-1 text-13 text-ink-2">
      {scan ? <Words scan={scan} changed={changed} /> : "The documents were not compared yet."}
    </p>
  );
}

function Words({ scan, changed }: { scan: NonNullable<FindingList["scan"]>; changed: number }) {
  const { status, documents, documentsRead, statements, cutShort, endedAt, error } = scan;
  if (status === "running")
    return `Reading: ${documentsRead} of ${documents} documents, ${statements.toLocaleString("en")} statements so far.`;
  if (status !== "done")
    return error ?? "The last scan was interrupted. What was found before is still here.";
  return (
    <>
      {documents === 1 ? "1 document" : `${documents} documents`} compared{" "}
      {endedAt && <LocalTime at={endedAt} precision="minute" />}
      {cutShort && "; there was more than one scan takes, so not everything was compared"}
      {changed > 0 && `; ${changed} changed since`}.
    </>
  );
}
