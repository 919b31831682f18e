import { openaiErrorBody } from "@/lib/completions/openai-error-body.ts";
import { endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";

async function nothingHere(): Promise<Response> {
  throw new AppError("not_found");
}

/** Whatever else an OpenAI client asks for is not here, said in its own words. */
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<{ path?: string[] }>(
  { GET: nothingHere, POST: nothingHere, PUT: nothingHere, PATCH: nothingHere, DELETE: nothingHere },
  { errorBody: openaiErrorBody },
);
