import { z } from "zod";
import { personText } from "../request-body.ts";

/**
 * Characters of one document's text, some 600 printed pages. It is indexed in one step, and the embedded database
 * does nothing else meanwhile: at this length for a few seconds (measured: 2 million took 13 of them).
 */
export const longestText = 1_000_000;

/** A document as JSON: the body of `POST /api/admin/documents`, and each line of a bulk load. */
export const documentSchema = z.strictObject({
  title: personText({ max: 300 }),
  content: personText({ max: longestText }),
  /** Where people can read the source; a link, so only of the web. */
  url: personText({ max: 2000 })
    .pipe(z.url({ protocol: /^https?$/, error: "Must be an address that begins with http:// or https://." }))
    .optional(),
  tags: z
    .array(personText({ max: 64 }))
    .max(50)
    .default([]),
});
export type DocumentInput = z.infer<typeof documentSchema>;
