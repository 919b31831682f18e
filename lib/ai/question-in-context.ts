import { spellOut } from "../knowledge/spell-out.ts";
import type { ModelMessage } from "../models/model.ts";

/** The same figure as in open_turn (supabase/routines/turn_open.sql), which searches by this. */
const shortQuestion = 48;

/** What a message asks, with the question before it when it is too short to stand alone ("and how long does that take?"). */
export function questionInContext(message: string, history: readonly ModelMessage[]): string {
  const question = spellOut(message);
  if ([...question].length >= shortQuestion) return question;
  const before = history.findLast(({ role }) => role === "user");
  return before ? `${question} ${before.content}` : question;
}
