import { endpoint } from "@/lib/endpoint.ts";
import { AppError } from "@/lib/errors.ts";

async function nothingHere(): Promise<Response> {
  throw new AppError("not_found");
}

/** Whatever no other route answers. */
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint<{ path?: string[] }>({
  GET: nothingHere,
  POST: nothingHere,
  PUT: nothingHere,
  PATCH: nothingHere,
  DELETE: nothingHere,
});
