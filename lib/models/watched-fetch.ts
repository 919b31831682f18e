import { streamFetch, streamOf } from "./stream-fetch.ts";

/** Looks at the headers of each answer, whatever its status. */
export type HeaderWatch = (read: (name: string) => string | null | undefined) => void;

/** `streamFetch` that shows each answer's headers to `watch`. */
export function watchedFetch(watch: HeaderWatch | undefined): typeof streamFetch {
  if (!watch) return streamFetch;
  return async (input, init) => {
    const response = await streamFetch(input, init);
    const stream = streamOf(response);
    watch((name) => (stream ? stream.headers[name]?.toString() : response.headers.get(name)));
    return response;
  };
}
