import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Dispatcher } from "undici";
import { webRefusal } from "./web-refusal.ts";

/**
 * The body, unpacked. What it unpacks to is counted while it is read, and so is what arrives, since a packed stream
 * can go on for ever without giving a byte. Throws AppError `invalid_request` beyond `mostBytes`.
 */
export async function readBody(
  { headers, body }: Dispatcher.ResponseData,
  { mostBytes, signal }: { mostBytes: number; signal: AbortSignal },
): Promise<Uint8Array> {
  const announced = Number(headers["content-length"]);
  const encoding = String(headers["content-encoding"] ?? "identity")
    .trim()
    .toLowerCase();
  if (announced > mostBytes) throw tooLarge(mostBytes);
  const unpack = unpackers[encoding];
  if (!unpack) throw webRefusal("The page is packed in a way that cannot be read.");
  const arrived = atMost(mostBytes);
  const unpacked = atMost(mostBytes);
  const chunks: Uint8Array[] = [];
  const keep = async (source: AsyncIterable<Uint8Array>) => {
    for await (const chunk of unpacked(source)) chunks.push(chunk);
  };
  const decoder = unpack();
  if (decoder) await pipeline(body, arrived, decoder, keep, { signal });
  else await pipeline(body, keep, { signal });
  return Buffer.concat(chunks);
}

const unpackers: Record<
  string,
  () => ReturnType<typeof createGunzip | typeof createBrotliDecompress> | null
> = {
  __proto__: null as never,
  identity: () => null,
  "": () => null,
  gzip: () => createGunzip(),
  "x-gzip": () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
};

function atMost(mostBytes: number) {
  return async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw tooLarge(mostBytes);
      yield chunk;
    }
  };
}

function tooLarge(mostBytes: number) {
  return webRefusal(`The page is larger than ${sizeInWords(mostBytes)}.`);
}

/** 20971520 → "20 MB". */
export function sizeInWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${Math.round(bytes / 1024 / 1024)} MB`;
}
