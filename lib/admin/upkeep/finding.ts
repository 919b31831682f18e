/** One side of a finding: words of a document. Offsets count UTF-16 code units of its stored text. */
export type FindingSide = {
  documentId: string;
  title: string;
  /** Empty where the document as a whole is meant. */
  excerpt: string;
  start: number;
  end: number;
  /** What the finding is about, as it is written: "$49", "valid until March 2025". Null where it is no stretch. */
  value: string | null;
};

type ContradictionKind = "money" | "percent" | "duration" | "quantity" | "date" | "time" | "yes_no";
/**
 * `date_passed`: the text states an end that has passed. `superseded`: another document's title names a newer year or
 * version. `unchanged`: not written for as long as the workspace says. `not_refreshed`: the address that it comes from
 * was not read for so long. `source_failed`: it could not be read again.
 */
type StaleKind = "date_passed" | "superseded" | "unchanged" | "not_refreshed" | "source_failed";
export type FindingState = "open" | "dismissed" | "resolved";

/** As a scan finds it. */
export type NewFinding = {
  /** Of the documents and their words: the same text is the same finding. */
  fingerprint: string;
  /** 0 to 1: how surely both are about the same thing; 1 for what needs no judgement. */
  confidence: number;
  first: FindingSide;
  second: FindingSide | null;
} & ({ about: "contradiction"; kind: ContradictionKind } | { about: "stale"; kind: StaleKind });

/** As the API tells it. */
export type Finding = Omit<NewFinding, "fingerprint"> & {
  id: string;
  state: FindingState;
  decidedBy: string | null;
  decidedAt: string | null;
  foundAt: string;
};

export type KnowledgeScan = {
  id: string;
  status: "running" | "done" | "stopped" | "failed" | "interrupted";
  documents: number;
  documentsRead: number;
  statements: number;
  cutShort: boolean;
  knowledgeVersion: number;
  error: string | null;
  startedAt: string;
  endedAt: string | null;
};

export type FindingList = {
  findings: Finding[];
  counts: Partial<Record<"contradiction" | "stale", Partial<Record<FindingState, number>>>>;
  scan: KnowledgeScan | null;
  knowledgeVersion: number;
  /** Documents written since the last whole scan began. */
  changed: number;
};
