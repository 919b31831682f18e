/** A text that a document has or had, as a list shows it. */
export type VersionSummary = {
  version: number;
  title: string;
  url: string | null;
  tags: string[];
  /** Unicode code points. */
  characters: number;
  passages: number;
  writtenAt: string;
  /** Null: a program, or the seed. */
  writtenBy: string | null;
  current: boolean;
};

/** The same with its text, as supabase/routines/document_versions.sql reads it. */
export type DocumentVersion = Omit<VersionSummary, "characters" | "passages"> & {
  documentId: string;
  sample: boolean;
  content: string;
  pages: { page: number; start: number }[] | null;
};
