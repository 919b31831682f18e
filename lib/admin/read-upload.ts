import { AppError } from "../errors.ts";
import { documentBodyLimit, readBytes } from "../request-body.ts";

/** Files of one request. More of them want several requests, which also shows their progress. */
const mostFiles = 100;

/**
 * The `file` parts of a multipart body, at most `documentBodyLimit` bytes in all. Throws 413 while reading,
 * and 400 for a broken body, another part's name, no file or more than `mostFiles`.
 */
export async function readUpload(request: Request): Promise<File[]> {
  const type = request.headers.get("content-type") ?? "";
  const bytes = Buffer.from(await readBytes(request, documentBodyLimit));
  const boundary = boundaryOf(type);
  assertFewParts(bytes, boundary);
  // By the boundary that was counted, whatever else the header says.
  const files = [...(await parseForm(bytes, `multipart/form-data; boundary="${boundary}"`))].map(
    ([name, value]) => requireFile(name, value),
  );
  if (files.length === 0) throw refusal("Send at least one file.");
  return files;
}

/** Counted before the body is parsed: a body of nothing but small parts would cost seconds to take apart. */
function assertFewParts(bytes: Buffer, boundary: string): void {
  const mark = `--${boundary}`;
  let marks = 0;
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + mark.length)) {
    marks += 1;
    // The last one ends the body.
    if (marks > mostFiles + 1) throw refusal(`Send at most ${mostFiles} files at once.`);
  }
}

function boundaryOf(type: string): string {
  const boundary = /;\s*boundary="?([^";]{1,70})/i.exec(type)?.[1]?.trim();
  if (!boundary) throw new AppError("invalid_request", { message: "The multipart body names no boundary." });
  return boundary;
}

async function parseForm(bytes: Buffer<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch (cause) {
    throw new AppError("invalid_request", { message: "The multipart body is not well-formed.", cause });
  }
}

function requireFile(name: string, value: FormDataEntryValue): File {
  if (name !== "file") {
    const field = name.length > 80 ? `${name.slice(0, 80)}…` : name;
    throw new AppError("invalid_request", { message: "Files go into parts that are named file.", field });
  }
  if (typeof value === "string") throw refusal("This part has no file name; send a file.");
  return value;
}

function refusal(message: string): AppError {
  return new AppError("invalid_request", { message, field: "file" });
}
