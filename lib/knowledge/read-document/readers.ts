import { csv } from "./csv.ts";
import { docx } from "./docx.ts";
import { html } from "./html.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown.ts";
import { pdf } from "./pdf.ts";
import type { Reader } from "./reader.ts";
import { text } from "./text.ts";
import { xlsx } from "./xlsx.ts";
import { zip } from "./zip.ts";

/** Every type of file that can be read. A new type is a reader in a file beside this one, and its name here. */
export const readers: readonly Reader[] = [markdown, text, html, pdf, docx, csv, xlsx, json, zip];
