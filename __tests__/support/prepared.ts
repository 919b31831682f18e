import {
  type PreparedDocument,
  type PreparedFile,
  prepareFile,
  type SourceFile,
} from "../../lib/knowledge/prepare-document.ts";

/** The one document of a file; throws with the reason where there is none. */
export async function preparedDocument(file: SourceFile): Promise<PreparedDocument> {
  const [only, ...others] = await prepareFile(file);
  if (!only || others.length > 0)
    throw new Error(`${file.name} gave ${others.length + (only ? 1 : 0)} documents`);
  if ("reason" in only) throw new Error(only.reason);
  return only.prepared;
}

/** Why a file was not read; throws where it was. */
export async function refusal(file: SourceFile): Promise<string> {
  const files = await prepareFile(file);
  const [only] = files;
  if (files.length !== 1 || !only || "prepared" in only) throw new Error(`${file.name} was read`);
  return only.reason;
}

/** What became of each: its text, or the reason. */
export function outcomes(files: PreparedFile[]): [string, string][] {
  return files.map((file) => [file.name, "reason" in file ? file.reason : file.prepared.document.text]);
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
