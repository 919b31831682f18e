import { z } from "zod";
import { webLink } from "@/lib/admin/web-link.ts";
import { personText } from "@/lib/request-body.ts";

/** An address that documents are fetched from: one page, or all pages that a sitemap names. */
export const sourceSchema = z.strictObject({
  url: webLink,
  kind: z.enum(["page", "sitemap"]).default("page"),
  /** Given to every document that comes from there. */
  tags: z
    .array(personText({ max: 64 }))
    .max(50)
    .default([]),
});
