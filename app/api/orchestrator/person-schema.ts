import { z } from "zod";
import { personText } from "@/lib/request-body.ts";

/** A body that may name a person: a visitor's id, or the `userId` of a server-to-server caller. */
export const personSchema = z.strictObject({ userId: personText({ max: 128 }).optional() });
