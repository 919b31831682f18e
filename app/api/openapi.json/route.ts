import { endpoint } from "@/lib/endpoint.ts";
import { openapiDocument } from "./document.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint({ GET: read });

let text: string | undefined;

/** Open to all: it says what can be asked, not what is answered. */
async function read(): Promise<Response> {
  text ??= JSON.stringify(openapiDocument());
  return new Response(text, {
    headers: { "content-type": "application/json", "cache-control": "public, max-age=300" },
  });
}
