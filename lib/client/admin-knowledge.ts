/** What the console is told about the knowledge base: the admin API's answers, as they come over the wire. */

export type DocumentSummary = {
  id: string;
  title: string;
  url: string | null;
  tags: string[];
  /** The document is sample data of a demonstration workspace. */
  sample: boolean;
  status: "ready" | "failed";
  error: string | null;
  /** How many passages it was split into. */
  passages: number;
  createdAt: string;
  updatedAt: string;
};

/** `start` and `end` are UTF-16 offsets in the document's stored text. */
export type StoredPassage = {
  passageId: string;
  headingPath: string[];
  content: string;
  /** Read before the content, from further up in the document: the header of a table that goes on here. */
  context: string | null;
  /** Of a paged source, from 1. */
  page: number | null;
  start: number;
  end: number;
  tokens: number;
  /** The follow-up question this passage answers, where it has one. */
  question: string | null;
};

export type StoredDocument = Omit<DocumentSummary, "passages"> & {
  content: string;
  passages: StoredPassage[];
};

/** What the documents are searched by, and how far a change of it is. */
export type KnowledgeBase = {
  passages: number;
  documents: number;
  /** Documents whose words are indexed in `language`. */
  indexed: number;
  /** ISO 639-1. */
  language: string;
  embedding: { model: string | null; since: string | null; passages: number };
  /** To another embedding model; null where none is under way. */
  change: { model: string; startedAt: string; passages: number; error: string | null } | null;
  staleAfterMonths: number;
};
