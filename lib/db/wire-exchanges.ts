/**
 * Cuts what a Postgres client sends into exchanges: runs of messages that belong together, because the
 * server keeps state between them (a statement that was parsed and not yet bound). Format: PostgreSQL
 * frontend/backend protocol 3, "Message Formats".
 */
export type ClientRequest =
  /** `isWhole`: the server says afterwards that it is ready for the next one. */
  | { type: "exchange"; bytes: Buffer; isWhole: boolean }
  /** It begins, in protocol 3. Who it says it is does not matter: whoever reaches the socket owns the folder. */
  | { type: "startup" }
  /** The client asks for TLS or GSS first; one byte is the answer. */
  | { type: "encryption" }
  /** It says good-bye, asks to cancel (which nobody here can), or speaks another protocol. */
  | { type: "leave" };

const encryptionCodes = [80877103, 80877104];
/** Longer than any startup packet that Postgres accepts. */
const longestStartup = 10_000;

/** Simple query, sync and function call end an exchange; flush asks for what there is so far. */
const ends = new Set(["Q", "S", "F"]);
const flush = "H";
const terminate = "X";
/** Everything else a client may send within an exchange; the session ends on a type it does not know. */
const others = new Set(["B", "C", "D", "E", "P", "c", "d", "f"]);

const protocol3 = 3;

/** Takes a connection's bytes as they come, in any pieces, and returns the requests that are complete. */
export function exchangeReader(): (chunk: Buffer) => ClientRequest[] {
  let parts: Buffer[] = [];
  let size = 0;
  let needed = 8;
  let isStarted = false;

  return (chunk) => {
    parts.push(chunk);
    size += chunk.length;
    // A message of many megabytes comes in many pieces: they are joined once, when it is whole.
    if (size < needed) return [];
    const bytes = Buffer.concat(parts);
    const requests: ClientRequest[] = [];
    let begin = 0;
    let end = 0;
    for (;;) {
      const length = isStarted ? messageLength(bytes, end) : startupLength(bytes, end);
      if (length === undefined) return [...requests, { type: "leave" }];
      needed = end + length - begin;
      if (bytes.length < end + length) break;
      const request = isStarted ? endOfExchange(bytes, { begin, at: end, length }) : startup(bytes, end);
      end += length;
      if (!request) continue;
      isStarted ||= request.type === "startup";
      requests.push(request);
      begin = end;
    }
    parts = [bytes.subarray(begin)];
    size = bytes.length - begin;
    return requests;
  };
}

/** How long the startup packet at `at` is; undefined for what is none. */
function startupLength(bytes: Buffer, at: number): number | undefined {
  if (bytes.length < at + 4) return 8;
  const length = bytes.readInt32BE(at);
  return length < 8 || length > longestStartup ? undefined : length;
}

/** How long the message at `at` is, its type included; undefined for what is none. */
function messageLength(bytes: Buffer, at: number): number | undefined {
  if (bytes.length < at + 5) return 5;
  const type = String.fromCharCode(bytes.readUInt8(at));
  const isKnown = ends.has(type) || others.has(type) || type === flush || type === terminate;
  const length = bytes.readInt32BE(at + 1);
  return isKnown && length >= 4 ? 1 + length : undefined;
}

function startup(bytes: Buffer, at: number): ClientRequest {
  const code = bytes.readInt32BE(at + 4);
  if (encryptionCodes.includes(code)) return { type: "encryption" };
  return code >> 16 === protocol3 ? { type: "startup" } : { type: "leave" };
}

/** The exchange that the message at `at` ends, if it ends one. */
function endOfExchange(
  bytes: Buffer,
  { begin, at, length }: { begin: number; at: number; length: number },
): ClientRequest | undefined {
  const type = String.fromCharCode(bytes.readUInt8(at));
  if (type === terminate) return { type: "leave" };
  if (!ends.has(type) && type !== flush) return undefined;
  return { type: "exchange", bytes: bytes.subarray(begin, at + length), isWhole: type !== flush };
}
