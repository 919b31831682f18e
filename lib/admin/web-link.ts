import { z } from "zod";
import { personText } from "../request-body.ts";

/**
 * An address of the web that an operator gives: fetched, stored, and shown to visitors as a link. One with a user name
 * or password in it would tell them, or lead somewhere else than it seems to.
 */
export const webLink = personText({ max: 2000 })
  .pipe(z.url({ protocol: /^https?$/, error: "Must be an address that begins with http:// or https://." }))
  .refine((text) => !holdsCredentials(text), { error: "Must hold no user name or password." });

function holdsCredentials(text: string): boolean {
  const { username = "", password = "" } = URL.parse(text) ?? {};
  return username !== "" || password !== "";
}
