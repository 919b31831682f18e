import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { SaxesParser } from "saxes";
import { sizeInWords } from "./read-body.ts";
import { codeOf } from "./to-web-refusal.ts";
import { webRefusal } from "./web-refusal.ts";

/** The addresses a sitemap names, as they stand there: pages, or (an index) further sitemaps. */
export type Sitemap = { kind: "pages" | "sitemaps"; addresses: string[] };

/** What the protocol allows in one file. */
const mostAddresses = 50_000;
/** Characters parsed before others get their turn. */
const sliceLength = 65_536;

/**
 * Reads a sitemap (sitemaps.org 0.9): XML, plain text with an address a line, or either packed by gzip. Entities of
 * its own are not read, nor is anything it refers to. Throws AppError `invalid_request` for what is none.
 */
export async function readSitemap(bytes: Uint8Array, mostBytes: number): Promise<Sitemap> {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? await unpacked(bytes, mostBytes) : bytes;
  const text = new TextDecoder().decode(plain).trim();
  if (/^(<!doctype html|<html)/i.test(text)) throw webRefusal("This address is a web page, not a sitemap.");
  return text.startsWith("<") ? readXml(text) : readLines(text);
}

async function unpacked(bytes: Uint8Array, mostBytes: number): Promise<Uint8Array> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: mostBytes });
  } catch (cause) {
    if (codeOf(cause) === "ERR_BUFFER_TOO_LARGE") {
      throw webRefusal(`The sitemap is larger than ${sizeInWords(mostBytes)}.`, cause);
    }
    throw webRefusal("The sitemap is packed, and cannot be unpacked whole.", cause);
  }
}

function readLines(text: string): Sitemap {
  const lines = text.split("\n", mostAddresses).map((line) => line.trim());
  const addresses = lines.filter((line) => /^https?:\/\//i.test(line));
  if (addresses.length === 0) throw notASitemap();
  return { kind: "pages", addresses };
}

/** Elements within elements; a sitemap has four at most. */
const deepest = 50;

async function readXml(text: string): Promise<Sitemap> {
  const addresses: string[] = [];
  const open: string[] = [];
  const parser = new SaxesParser();
  let root = "";
  let location = "";
  const hear = (words: string) => {
    if (isLocation(open)) location += words;
  };
  parser.on("doctype", () => {
    throw webRefusal("The sitemap has a document type of its own, which is not read.");
  });
  parser.on("error", (cause) => {
    throw webRefusal("The sitemap is no well-formed XML.", cause);
  });
  parser.on("opentag", ({ name }) => {
    open.push(name.replace(/^.*:/, ""));
    if (open.length > deepest) throw notASitemap();
    root ||= open[0] ?? "";
    if (root !== "urlset" && root !== "sitemapindex") throw notASitemap();
    if (isLocation(open)) location = "";
  });
  parser.on("text", hear);
  parser.on("cdata", hear);
  parser.on("closetag", () => {
    if (isLocation(open) && addresses.length < mostAddresses) addresses.push(location.trim());
    open.pop();
  });
  for (let at = 0; at < text.length; at += sliceLength) {
    parser.write(text.slice(at, at + sliceLength));
    await setImmediate();
  }
  parser.close();
  return { kind: root === "sitemapindex" ? "sitemaps" : "pages", addresses };
}

/** `urlset/url/loc`, not the `loc` of an image or a video in it, which is one deeper. */
function isLocation(open: string[]): boolean {
  return open.length === 3 && open[2] === "loc" && (open[1] === "url" || open[1] === "sitemap");
}

function notASitemap() {
  return webRefusal("This address is not a sitemap.");
}
