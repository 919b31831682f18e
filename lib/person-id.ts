import { personText } from "./request-body.ts";

/** Whoever is charged: a visitor's id, or the name that a server-to-server caller gives somebody. */
export const personId = personText({ max: 128 });
