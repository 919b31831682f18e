import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Dispatcher } from "undici";
import { webRefusal } from "./web-refusal.ts";

/**
 * The body, unpacked. What it unpacks to is counted while it is read, and so is what arrives, since a packed stream
 * can go on for ever without giving a byte; `called` is what it is to the operator ("page"). Throws AppError `invalid_request` beyond `mostBytes`.
 */
export async function readBody(
  { headers, body }: Dispatcher.ResponseData,
  { called, mostBytes, signal }: { called: string; mostBytes: number; signal: AbortSignal },
): Promise<Uint8Array> {
  const announced = Number(headers["content-length"]);
  const encoding = String(headers["content-encoding"] ?? "identity")
    .trim()
    .toLowerCase();
  if (announced > mostBytes) throw tooLarge(called, mostBytes);
  const unpack = unpackers[encoding];
  if (!unpack) throw webRefusal(`The ${called} is packed in a way that cannot be read.`);
  const arrived = atMost(called, mostBytes);
  const unpacked = atMost(called, mostBytes);
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

function atMost(called: string, mostBytes: number) {
  return async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw tooLarge(called, mostBytes);
      yield chunk;
    }
  };
}

function tooLarge(called: string, mostBytes: number) {
  return webRefusal(`The ${called} is larger than ${sizeInWords(mostBytes)}.`);
}

/** 20971520 → "20 MB". */
export function sizeInWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${Math.round(bytes / 1024 / 1024)} MB`;
}
