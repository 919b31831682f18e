import { anyOf } from "./cue.ts";

/** People one speaks about; what they do says nothing about who speaks. */
export const acquaintance = `(?:(?:${anyOf(`
  brother sister father dad mother mom mum wife husband spouse son daughter kid child uncle aunt cousin nephew niece
  student pupil children parents grandfather grandmother grandpa grandma friend buddy mate pal neighbour neighbor roommate flatmate boyfriend
  girlfriend fiance fiancee ex colleague coworker classmate teammate professor landlord stranger
  bro sis bestie hubby wifey homie therapist stepfather stepmother godfather`)})(?: in law)?s?|guy|lady|man|woman)`;

/** Somebody else is, was or said something. */
export const subjectIsOther: readonly RegExp[] = [
  new RegExp(
    `^(?:one of )?(?:my|our|a|an|the|this|that|some|his|her|their) (?:\\w+ ){0,3}?${acquaintance}\\b(?! and (?:i|me)\\b)`,
  ),
  /^(?:my|our) (?:\w+ )?(?:boss|supervisor|superior)\b/,
  /^my manager\b(?! and i\b)/,
  /^my (?:business )?partner\b(?! and i\b)/,
  /^(?:someone|somebody|another|others|people|everyone|everybody)\b/,
  /^(?:the|that|this) (?:\w+ ){1,7}?i (?:know|met|knew|follow|read)\b/,
  /^(?:a|an|some|one|another|every|most|many|several) (?:\w+ ){1,5}?(?:i (?:know|met|knew|work|worked|spoke|talked|sat|follow|like|read)|told|said|says|tells|asked|called|thinks|claims|mentioned|recommended|suggested|swears|sent|wrote)\b/,
  /^(?!(?:i|we|our|how|what|why|when|who|where|which|do|does|did|can|is|are|if|as)\b)(?:\w+ ){1,5}?(?:told|said|says|asked|asks|mentioned|recommended|suggested|claims|sent|emailed|keeps saying|keeps telling|thinks|believes|swears)\b(?! us\b)/,
  /^(?:a|an|some|this|that|one) (?!.*\b(?:us|our|we)\b)(?:\w+ ){1,3}?(?:came|called|was|were|went|had|got|tried|hit|broke|stood|lives|lived|works|worked|drove|lost|died|fell|\w{3,}ed)\b/,
  /^(?:in )?(?:the|a|an|this|that|my) (?:\w+ )?(?:movie|film|book|novel|video game|tv show|series|story|dreams?|play|song|episode)\b/,
  /^(?:he|she) /,
  /^they (?:told|said|say|asked|claim)/,
];

/** A possessive plural speaks for the visitor's own people: "our drivers told me the scanner is slow". */
export const ownPeopleSay =
  /^(?:my|our) (?:\w+ ){0,3}?\w+s (?:\w+ )?(?:told|said|asked|mentioned|recommended|suggested|claims|sent|wants|thinks)\b/;

/** Inside what another says the visitor may still be meant: "my boss says we must cut overtime". */
export const backToVisitor =
  /\b(?:says?|said|thinks?|told (?:me|us)|believes?|wants? to know|asks?|asked)(?: \w+){0,3}? (?=(?:i|we|our) )/;
