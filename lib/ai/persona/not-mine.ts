import type { Cue } from "./cue.ts";
import { acquaintance } from "./other-speakers.ts";

/** What belongs to people one knows, sells to or writes about. */
export const notMine: readonly Cue[] = [
  {
    pattern:
      /\b(?:sit|sits|stand|live|lives|park|work) (?:right )?(?:next|close|near|beside|opposite|across|around)\b/,
    drops: "onward",
  },
  {
    pattern:
      /\b(?:i|we) (?:\w+ ){0,2}?(?:met|meet|know|knew|dated?|dating|married|befriended|interviewed|(?:work|worked|talk|talked|spoke|speak|chatted|lunch|dinner) (?:with|to)|work(?:ed)? (?:under|alongside)|saw|watched|read about|heard (?:of|about)|heard from) (?:an?|some|someone|somebody|two|three|many|several|the)\b/,
    drops: "onward",
  },
  { pattern: /\b(?:i|we) (?:\w+ )?(?:married to|friends with|report to|answer to)\b/, drops: "onward" },
  { pattern: /\b(?:i|we) (?:\w+ )?(?:sell|market|offer|provide|pitch) (?:\w+ ){1,4}to\b/, drops: "onward" },
  {
    pattern:
      /\b(?:consultant|advisor|adviser|agency|vendor|supplier|coach|trainer|recruiter) (?:to|for|of)\b/,
    drops: "onward",
  },
  {
    pattern:
      /\b(?:thesis|dissertation|essay|homework|assignment|school project|term paper|paper|article|book|novel|documentary|podcast|blog|story|report|lecture|course|class|research|study|curious|asking) (?:\w+ )?(?:on|about|how|for school)\b/,
    drops: "onward",
  },
  {
    pattern: new RegExp(
      `\\b(?:for|on behalf of|to|with|of|from|by|and) (?:my|a|his|her|some) (?:\\w+ ){0,2}?${acquaintance}\\b`,
    ),
    drops: "onward",
  },
  { pattern: /\bon behalf of\b/, drops: "onward" },
];
