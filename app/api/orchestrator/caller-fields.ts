import { z } from "zod";
import { personText } from "@/lib/request-body.ts";

/** Who a calling program asks for: its own name for them. */
export const userIdSchema = personText({ max: 128 });
export const conversationIdSchema = z.guid({ error: "Must be the id of a conversation." });
