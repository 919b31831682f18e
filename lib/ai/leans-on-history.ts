import type { ModelMessage } from "../models/model.ts";

/**
 * Whether a message, or the answer it wants, depends on what was said before: it points back ("and how long does
 * that take?", "why?"), or a message before it said something of its visitor or asked for a manner of answering,
 * which a good answer would respect. Where nothing but plain questions was asked, a question stands for itself.
 */
export function leansOnHistory(message: string, history: readonly ModelMessage[]): boolean {
  if (history.length === 0) return false;
  if (pointsBack.test(message) || (message.match(/[\p{L}\p{N}]+/gu) ?? []).length < 4) return true;
  return history.some(({ role, content }) => role === "user" && !isPlainQuestion(content));
}

const pointsBack =
  /^(and|or|but|so|then|also|what about|how about|why|ok|okay|yes|no)\b|\b(it|its|that|this|these|those|they|them|their|he|him|his|she|her|there|then|else|more|another|other|same|instead|again|also|too|above|before|earlier|previous|former|latter|you said|you mentioned)\b/i;

const beginsAsQuestion =
  /^(what|which|who|whom|whose|when|where|why|how|do|does|did|is|are|was|were|can|could|may|will|would|should)\b/i;

/** One question, about the matter and not about who asks. */
function isPlainQuestion(message: string): boolean {
  const text = message.trim().replace(/[?!.\s]+$/u, "");
  if (!beginsAsQuestion.test(text) || /[.!?\n;:]\s/u.test(text)) return false;
  return !/\b(i|we|my|our|ours|mine|me|us|i'm|we're|i've|we've)\b|\p{N}/iu.test(text.replaceAll("’", "'"));
}
