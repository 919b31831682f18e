import { failureOf, unreachable } from "./admin-api.ts";

export type SentDocument = {
  id: string | null;
  title: string;
  passages: number;
  status: "ready" | "failed";
  change?: "created" | "replaced" | "unchanged";
  error?: string;
};

/**
 * Sends one file to the knowledge base. `onSent` hears how many bytes of it have left, which `fetch` cannot
 * tell. Throws AdminFailure; aborting `signal` ends the request with its reason.
 */
export function sendFile(input: {
  workspace: string;
  file: File;
  signal: AbortSignal;
  onSent: (bytes: number) => void;
}): Promise<SentDocument> {
  const { workspace, file, signal, onSent } = input;
  const request = new XMLHttpRequest();
  const sent = Promise.withResolvers<SentDocument>();
  request.open("POST", "/api/admin/documents");
  request.setRequestHeader("x-workspace", workspace);
  request.responseType = "json";
  request.upload.onprogress = ({ loaded, total }) =>
    onSent(total > 0 ? Math.round((loaded / total) * file.size) : 0);
  request.onload = () => {
    const document = request.status === 200 ? request.response?.documents?.[0] : undefined;
    if (document) sent.resolve(document);
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
