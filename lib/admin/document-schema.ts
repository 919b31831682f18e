import { z } from "zod";
import { longestText, tooLong } from "../knowledge/longest-text.ts";
import { personText } from "../request-body.ts";
import { webLink } from "./web-link.ts";

/** A document as JSON: the body of `POST /api/admin/documents`, and each line of a bulk load. */
export const documentSchema = z.strictObject({
  title: personText({ max: 300 }),
  content: personText({ max: longestText, tooLong }),
  /** Where people can read the source; a link, so only of the web. */
  url: webLink.optional(),
  tags: z
    .array(personText({ max: 64 }))
    .max(50)
    .default([]),
});
export type DocumentInput = z.infer<typeof documentSchema>;
