import type { Logger } from "pino";
import type { Call } from "../../db/call.ts";
import { type ClaimLanguage, claimLanguage } from "../../knowledge/contradictions/claim-language.ts";
import {
  type Contradiction,
  findContradictions,
} from "../../knowledge/contradictions/find-contradictions.ts";
import type { Statement } from "../../knowledge/contradictions/statement.ts";
import { statementsOf } from "../../knowledge/contradictions/statements-of.ts";
import type { FindingSide, NewFinding } from "./finding.ts";
import { type DatedDocument, fingerprintOf, passedDates, staleDocuments } from "./stale-findings.ts";

export type ScanDeps = {
  call: Call;
  language: string;
  /** Documents unchanged for so many months are told of. */
  staleAfterMonths: number;
  embeddingModel: string;
  /** Set: the scan ends and finds nothing. */
  signal: AbortSignal;
  now: () => number;
  log: Logger;
};

/** A scan keeps some 500 bytes of each statement in memory. */
const mostStatements = 60_000;
const documentsAsked = 25;
const charactersAsked = 400_000;
const mostContradictions = 500;
const mostStale = 1_000;
/** The words decide; where the passages around them are far from each other, they are less sure. */
const vectorShare = 0.15;

type ScannedDocument = DatedDocument & { text: string };

/**
 * Reads every document of a workspace for a scan that has begun, and stores what contradicts and what is out of
 * date. Visitors are served meanwhile: it reads in parts and lets others on between them. Never throws: a failure is
 * the scan's own status, and what was found before stays.
 */
export async function scanKnowledge(
  { workspaceId, scanId }: { workspaceId: string; scanId: string },
  deps: ScanDeps,
): Promise<void> {
  const scan = { p_workspace: workspaceId, p_scan: scanId };
  const end = (status: string, rest: { error?: string; findings?: NewFinding[]; cutShort?: boolean } = {}) =>
    deps.call("end_knowledge_scan", {
      ...{ ...scan, p_status: status, p_cut_short: rest.cutShort ?? false },
      ...{ p_error: rest.error ?? null, p_findings: rest.findings ?? null },
    });
  try {
    const read = await readAll(scan, deps);
    if (!read) return void (deps.signal.aborted && (await end("interrupted")));
    const pause = pauseOf(scan, deps);
    const { contradictions, cutShort } = await findContradictions(read.statements, pause);
    const strongest = contradictions.slice(0, mostContradictions);
    const similarities = await similaritiesOf(strongest, workspaceId, deps);
    const stale = [
      ...read.stale,
      ...staleDocuments(read.documents, { now: deps.now(), months: deps.staleAfterMonths }),
    ];
    await end("done", {
      findings: [
        ...strongest.map((one, index) =>
          toFinding(earlierFirst(one, read.documents), similarities[index] ?? null),
        ),
        ...stale.slice(0, mostStale),
      ],
      cutShort:
        cutShort || read.cutShort || contradictions.length > mostContradictions || stale.length > mostStale,
    });
  } catch (error) {
    if (error instanceof ScanEnded) return void (await end("interrupted").catch(() => undefined));
    deps.log.error({ err: error, scanId }, "a scan of the knowledge base failed");
    const message = "The scan failed on our side. The log says why; start it again.";
    await end("failed", { error: message }).catch(() => undefined);
  }
}

/** The process goes down, or another scan has taken this one's place. */
class ScanEnded extends Error {
  override readonly name = "ScanEnded";
}

type Scan = { p_workspace: string; p_scan: string };
type Read = { documents: DatedDocument[]; statements: Statement[]; stale: NewFinding[]; cutShort: boolean };

/** Undefined where the scan is not wanted any more. */
async function readAll(scan: Scan, deps: ScanDeps): Promise<Read | undefined> {
  const language = claimLanguage(deps.language);
  const read: Read = { documents: [], statements: [], stale: [], cutShort: false };
  for (let after = firstId; ; ) {
    if (deps.signal.aborted) return undefined;
    const documents = await deps.call<ScannedDocument[] | null>("read_scanned_documents", {
      ...{ ...scan, p_after: after, p_limit: documentsAsked, p_characters: charactersAsked },
      p_progress: { documentsRead: read.documents.length, statements: read.statements.length },
    });
    if (!documents) return undefined;
    const last = documents.at(-1);
    if (!last) return read;
    after = last.documentId;
    for (const document of documents) {
      await otherWork();
      const { text: _, ...dated } = document;
      read.documents.push(dated);
      read.stale.push(...passedDates(document, { language, now: deps.now() }));
      keepStatements(document, language, read);
    }
  }
}

/** One by one: a long table states more than one call takes as arguments. */
function keepStatements(document: ScannedDocument, language: ClaimLanguage, read: Read): void {
  const room = mostStatements - read.statements.length;
  const stated = room > 0 ? statementsOf(document, language) : [];
  for (const statement of stated.slice(0, room)) read.statements.push(statement);
  if (room === 0 || stated.length > room) read.cutShort = true;
}

const firstId = "00000000-0000-0000-0000-000000000000";

function otherWork(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

const aliveMs = 5_000;

/** Lets others on each time, and tells the database now and then that the scan goes on. */
function pauseOf(scan: Scan, { call, signal, now }: ScanDeps): () => Promise<void> {
  let toldAt = now();
  return async () => {
    await otherWork();
    if (signal.aborted) throw new ScanEnded();
    if (now() - toldAt < aliveMs) return;
    toldAt = now();
    if (!(await call<boolean>("keep_scan_alive", scan))) throw new ScanEnded();
  };
}

/** The database's vectors of the passages that the statements stand in; null where it has none of this model. */
async function similaritiesOf(
  contradictions: Contradiction[],
  workspaceId: string,
  { call, embeddingModel }: ScanDeps,
): Promise<(number | null)[]> {
  if (contradictions.length === 0) return [];
  const place = ({ documentId, start }: Statement) => ({ documentId, start });
  return call<(number | null)[]>("compare_places", {
    p_workspace: workspaceId,
    p_embedding_model: embeddingModel,
    p_pairs: contradictions.map(({ first, second }) => [place(first), place(second)]),
  });
}

/** The older text stands on the left. */
function earlierFirst(contradiction: Contradiction, documents: DatedDocument[]): Contradiction {
  const { first, second } = contradiction;
  const age = ({ documentId }: Statement) =>
    documents.find((one) => one.documentId === documentId)?.writtenAt ?? "";
  return age(first) <= age(second) ? contradiction : { ...contradiction, first: second, second: first };
}

function toFinding(
  { kind, first, second, confidence }: Contradiction,
  similarity: number | null,
): NewFinding {
  const near = similarity === null ? confidence : Math.max(0, similarity);
  const sides = [first, second].map(
    ({ documentId, excerpt }) => `${documentId} ${excerpt.replace(/\s+/gu, " ").trim()}`,
  );
  return {
    about: "contradiction",
    kind,
    confidence: Math.min(1, (1 - vectorShare) * confidence + vectorShare * near),
    fingerprint: fingerprintOf(["contradiction", ...sides.sort()]),
    first: sideOf(first),
    second: sideOf(second),
  };
}

function sideOf({ documentId, title, excerpt, start, end, values }: Statement): FindingSide {
  return { documentId, title, excerpt, start, end, value: values.join(", ") || null };
}
