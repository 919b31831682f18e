import type { PreparedFile, SourceFile } from "./prepare-document.ts";
import type { ReadDocument } from "./read-document/read-document.ts";

/** What the process that reads is asked: a file, from one of its parts on, or a text that is only to be cut. */
export type ReadingTask =
  | { kind: "file"; file: SourceFile; fromPart: number }
  | { kind: "text"; document: ReadDocument };

/** What it answers: that it has the task, which part it begins, what became of each document, and that it is through, with the memory it has by then. */
export type ReadingAnswer =
  | { kind: "begun" }
  | { kind: "part"; part: number; name: string }
  | { kind: "prepared"; file: PreparedFile }
  | { kind: "done"; residentMb: number };
