import { failureOf, unreachable } from "./admin-api.ts";

/**
 * Hands one file in to the knowledge base, as part of a job; it is stored when this returns, and read later. `onSent`
 * hears how many bytes of it have left, which `fetch` cannot tell. Throws AdminFailure; aborting `signal` ends the
 * request with its reason.
 */
export function sendFile(input: {
  workspace: string;
  /** The job's id, made up by whoever begins it. */
  ingestId: string;
  file: File;
  signal: AbortSignal;
  onSent: (bytes: number) => void;
}): Promise<void> {
  const { workspace, ingestId, file, signal, onSent } = input;
  const request = new XMLHttpRequest();
  const sent = Promise.withResolvers<void>();
  request.open("POST", `/api/admin/documents?ingest=${ingestId}`);
  request.setRequestHeader("x-workspace", workspace);
  request.setRequestHeader("prefer", "respond-async");
  request.responseType = "json";
  request.upload.onprogress = ({ loaded, total }) =>
    onSent(total > 0 ? Math.round((loaded / total) * file.size) : 0);
  request.onload = () => {
    if (request.status === 200) sent.resolve();
    else sent.reject(failureOf(request.status, request.response));
  };
  request.onerror = () => sent.reject(unreachable());
  request.onabort = () => sent.reject(signal.reason);
  signal.addEventListener("abort", () => request.abort(), { once: true });
  const form = new FormData();
  form.append("file", file);
  request.send(form);
  return sent.promise;
}
