import { isUtf8 } from "node:buffer";
import { UnreadableFile } from "./reader.ts";

/**
 * Bytes as text, or undefined where they are no text at all: by the byte order mark, by the encoding that the sender
 * or the page itself names, as UTF-8, as UTF-16 without a mark, and at last as Windows-1252 (which holds Latin-1) if
 * that gives words. Throws UnreadableFile for text whose encoding cannot be told.
 */
export function decodeText(bytes: Uint8Array, mediaType?: string): string | undefined {
  const marked = byMark(bytes) ?? utf16WithoutMark(bytes);
  if (marked) return new TextDecoder(marked).decode(bytes);
  if (looksBinary(bytes)) return undefined;
  const whole = withoutHalfCharacter(bytes);
  if (isUtf8(whole)) return new TextDecoder().decode(whole);
  const named = namedEncoding(bytes, mediaType);
  if (named) return named.decode(bytes);
  if (isWindows1252(bytes)) return new TextDecoder("windows-1252").decode(bytes);
  throw new UnreadableFile(
    "The encoding of this text is not one we know for certain. Save it as UTF-8, then add it again.",
  );
}

function byMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return undefined;
}

const sampleBytes = 64 * 1024;

/** In UTF-16 every other byte of Latin letters is zero. */
function utf16WithoutMark(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, sampleBytes);
  if (sample.length < 4 || bytes.length % 2 === 1) return undefined;
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = sample.length * 0.3;
  if (odd > many && even === 0) return "utf-16le";
  return even > many && odd === 0 ? "utf-16be" : undefined;
}

/** A zero, or more than one in a hundred of the other characters that control and do not print. */
function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, sampleBytes);
  let controls = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (byte < 32 && !(byte >= 9 && byte <= 13) && byte !== 27) controls += 1;
  }
  return controls > sample.length / 100;
}

/** A file that was cut off may end within a character of up to four bytes. */
function withoutHalfCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) return back < lengthFrom(byte) ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

function lengthFrom(firstByte: number): number {
  if (firstByte >= 0xf0) return 4;
  return firstByte >= 0xe0 ? 3 : 2;
}

/** By the media type ("text/html; charset=…"), a page's own `meta`, or XML's first line. */
function namedEncoding(bytes: Uint8Array, mediaType: string | undefined): TextDecoder | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 2_048));
  const label =
    /;\s*charset\s*=\s*"?([\w:.-]{2,40})/i.exec(mediaType ?? "")?.[1] ??
    /<meta[^>]{0,200}\bcharset\s*=\s*["']?([\w:.-]{2,40})/i.exec(head)?.[1] ??
    /^<\?xml[^>]{0,200}\bencoding\s*=\s*["']([\w:.-]{2,40})/i.exec(head)?.[1];
  // What says UTF-8 and is none says nothing.
  if (!label || /^utf-?8$/i.test(label)) return undefined;
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}

/**
 * Western text is mostly plain letters, and some of its words have one of the others. Cyrillic or Chinese in an
 * encoding of their own have these throughout, and often the five bytes that Windows-1252 leaves empty.
 */
const longestHighRun = 3;

function isWindows1252(bytes: Uint8Array): boolean {
  let high = 0;
  let letters = 0;
  let run = 0;
  for (const byte of bytes) {
    run = byte >= 0x80 ? run + 1 : 0;
    if (run > longestHighRun) return false;
    if (byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d) return false;
    if (byte >= 0x80) high += 1;
    else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) letters += 1;
  }
  return high <= letters / 3;
}
