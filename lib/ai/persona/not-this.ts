import { anyOf, type Cue } from "./cue.ts";

const runs = `(?:${anyOf("run manage own lead head oversee supervise operate direct")})`;
const softly = `(?:(?:${anyOf("really just actually personally certainly definitely even currently simply honestly obviously absolutely")}) )*`;
/** What one lacks is a complaint; what else one does not have is not one's subject. */
const scarce =
  "(?!(?:\\w+ )?(?:way|visibility|insight|idea|clue|time|control|overview|process|system|plan|access|single|real|clear|good|transparency|view|data|choice|tool|tools|integration|one)\\b)";
const settled = `(?:${anyOf(
  "fine ok okay great good well solved sorted handled covered perfect excellent smooth smoothly healthy done settled",
)}|under control|in good (?:shape|hands)|taken care of|(?:some|any)(?:one|body) else(?: job| problem)?|not broken)`;
const subjectNouns = `(?:${anyOf(`
  issue problem concern question point focus priority topic worry bottleneck pain matter area department thing job
  business field responsibility weakness trouble challenge subject case reason role world department side interest`)})`;

/** What is denied, settled or put aside: "our sales team isn't the issue", "forget routes". */
export const notThis: readonly Cue[] = [
  {
    pattern:
      /\b(?:i|we|they|everyone|everybody|people) (?:\w+ )?(?:thought|assumed|believed|suspected|guessed)\b/,
    drops: "clause",
  },
  { pattern: /\bthe same (?:thing )?as\b/, drops: "clause" },
  {
    pattern: new RegExp(
      `\\b(?:is|are|was|were|does|do) ${softly}not (?:really |even |quite |exactly |actually )?(?:(?:the|a|an|my|our|your|what|where|why|who) )?(?:\\w+ )?(?:${subjectNouns}|interested|relevant|important|interesting|worried|what|where|mine|me|us)\\b`,
    ),
    drops: "clause",
  },
  {
    pattern:
      /\b(?:problem|issue|concern|focus|priority|question|job|role|topic|point|interest) (?:is|are|was) (?:\w+ )?not\b/,
    drops: "onward",
  },
  {
    pattern: new RegExp(
      `\\b(?:i|we) (?:am|are) ${softly}(?:not|never|hardly|neither) ${softly}(?:an?|the|in(?! (?:control|sync|line|stock|time|touch))|from|with|part|your|one of|responsible|involved|into|some|here for|looking for|asking|interested|talking|working|running|managing|your typical)\\b`,
    ),
    drops: "onward",
  },
  {
    pattern: /\b(?:am|are) (?:no(?! longer (?:able|sure|certain|getting|seeing))|far from being|hardly an?) /,
    drops: "onward",
  },
  {
    pattern: new RegExp(
      `\\bi (?:do|did|will|have|would) (?:not|never) ${softly}(?:${runs}|handle|work|deal|do|sell|care|need|want(?! to)|like|decide|touch|mean|talk|belong|(?:have|employ) (?:an?|any|our|reps|people)(?! (?:way|idea|clue|view|good|clear|single|overview))|been)\\b`,
    ),
    drops: "onward",
  },
  {
    pattern: new RegExp(
      `\\bwe (?:do|did|will|would) (?:not|never) ${softly}(?:run|own|operate|distribute|wholesale|sell|brew|make|employ|care|need|work (?:in|with)|deal (?:in|with)|have (?:an?|any|our own) (?!(?:\\w+ )?(?:way|visibility|insight|idea|clue|access|control|view|overview|process|system|plan|single|good|clear|real|tool)))\\b(?!.*\\b(?:well|properly|efficiently|consistently)$)`,
    ),
    drops: "onward",
  },
  { pattern: /^(?:i |we )?no longer (?:an?|the|in|at|with|own|run|manage|work|lead)\b/, drops: "clause" },
  {
    pattern:
      /^(?:it|this|that|these|those) (?:is|are) (?:\w+ )?not (?:about|an?|the|my|our|for|from|in|related|sales?)\b/,
    drops: "onward",
  },
  { pattern: /^(?:is|are|am) not (?:about|an?|the|my|our)\b/, drops: "onward" },
  {
    pattern: /\b(?:is|are|am|do|does) not (?:want|need|about|asking|talking|care|concerned|related)\b/,
    drops: "onward",
  },
  {
    pattern:
      /\bnot (?:the|an?|about|your|my|our|from the|in the|because of|talking|asking|interested|looking)\b/,
    drops: "onward",
  },
  {
    pattern:
      /^not (?!(?:sure|only|just|enough|certain|all|every|many|much|able|to mention|yet|happy|getting|having|really|great|good|bad|hitting|enough|\w+ing)\b)/,
    drops: "onward",
  },
  {
    pattern:
      /^(?:no|zero) (?!(?:visibility|way|idea|clue|insight|time|more|one|control|access|overview|real|clear|single|integration)\b)(?:\w+ ?){1,3}(?:here|please|thanks)?$/,
    drops: "clause",
  },
  { pattern: /\b(?:(?:am|are) (?:done|finished|through) with|got plenty of)\b/, drops: "onward" },
  {
    pattern: new RegExp(`\\b(?:(?:i|we) have (?:got )?|there (?:is|are) )(?:no|zero) ${scarce}`),
    drops: "onward",
  },
  { pattern: /\b(?:know|understand|understands) (?:nothing|little|zilch) (?:about|of)\b/, drops: "onward" },
  {
    pattern:
      /^(?:\w+ ){1,5}(?:is|are) (?:my|our|his|her|their|the) (?:\w+ ){1,3}(?:area|job|department|responsibility|thing|domain|baby|turf|problem|task)$/,
    drops: "clause",
  },
  { pattern: /\b(?:am|are) not (?=[A-Z]{2,}\b)/, drops: "onward" },
  { pattern: /\b(?:neither|nor)\b/, drops: "onward" },
  {
    pattern:
      /^(?:nobody|no one|none of us|none) (?:\w+ )?(?:is|are|runs|manages|owns|leads|works|handles|owning)\b/,
    drops: "clause",
  },
  {
    pattern: new RegExp(
      `^(?!how|what|why|is|are|which).*\\b(?:is|are|runs?|works?|looks?|going) (?:(?:all|just|perfectly|already|quite|pretty|doing|running|going|really|completely|now|very|totally|working|long) )*${settled}$`,
    ),
    drops: "clause",
  },
  {
    pattern:
      /\b(?:is|are) (?:\w+ )?(?:handled|managed|covered|run|done|owned|outsourced|taken care of) (?:by|to) /,
    drops: "clause",
  },
  {
    pattern:
      /\b(?:forget|ignore|never mind|nevermind|set aside|put aside|stop (?:showing|sending|telling|talking|asking|pitching)|(?:rather not|would not) (?:talk|hear|discuss)|(?:do|am|are|is|please) not (?:care|talk (?:to me )?about|bother|show|send|tell|give|bring|interested|interest)|not interested|enough (?:of|about|with)|spare me|no need|no interest|tired of hearing|could not care less)\b/,
    drops: "onward",
  },
  {
    pattern:
      /^(?:please )?(?:skip|drop|park|leave)\b(?=.*\b(?:aside|out|alone|stuff|talk|part|pitch|topic)\b|(?: \w+){1,3}$)(?! me| us| at)/,
    drops: "clause",
  },
  { pattern: /\b(?:aside|apart)$/, drops: "clause" },
  {
    pattern:
      /\b(?:instead of|rather than|as opposed to|unlike|except|other than|apart from|aside from|nothing to do with|regardless of)\b/,
    drops: "onward",
  },
];
