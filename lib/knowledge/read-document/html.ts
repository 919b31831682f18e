import type { Reader } from "./reader.ts";

export const html: Reader = {
  called: "a web page (HTML)",
  endings: [".html", ".htm", ".xhtml"],
  mediaTypes: ["text/html", "application/xhtml+xml"],
  form: "text",
  recognises: (text) =>
    /^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype\s+html|html)[\s>]/i.test(
      text.slice(0, 4_000),
    ),
  // The libraries take a tenth of a second to load.
  read: async (source) => (await import("./read-html.ts")).readHtml(source),
};
