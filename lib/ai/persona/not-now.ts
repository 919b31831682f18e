import type { Cue } from "./cue.ts";

/** Another time, another world: what was, what might be, what one dreams or asks about a job. */
export const notNow: readonly Cue[] = [
  {
    pattern: /\b(?:i|we) (?:\w+ )?(?:used to|formerly|once (?:was|were|ran|managed|owned|led))\b/,
    drops: "clause",
  },
  {
    pattern:
      /\b(?:i|we) (?:\w+ )?(?:was|were) (?:once |previously |formerly |briefly |also )?(?:an?|the|in|head|director|chief|president|working|with|at|responsible)\b/,
    drops: "clause",
  },
  {
    pattern:
      /\bi (?:once |previously |formerly |briefly )?(?:ran|managed|owned|led|headed|supervised|oversaw|directed|worked|sold|drove)\b(?! (?:out|into|to)\b)/,
    drops: "clause",
  },
  {
    pattern: /\b(?:we|i) (?:\w+ ){1,8}(?:years|decades|months|ages) ago\b(?!.*\b(?:and|now|still)\b)/,
    drops: "clause",
  },
  {
    pattern:
      /\b(?:retired from|am retired|former|formerly|previous life|past life|my old (?:job|company|employer)|back when|in my last job|previous job|last job)\b/,
    drops: "clause",
  },
  {
    pattern:
      /^(?:what )?(?:if|suppose|supposing|imagine|imagining|pretend|pretending|act|let us (?:say|pretend)|role ?play)\b.*\b(?:i|we|you|as) (?:were|was|am|are|ran|owned|led|managed|headed|worked|as|like|an?)\b/,
    drops: "clause",
  },
  { pattern: /^(?:suppose|supposing|imagine|pretend|let us pretend)\b/, drops: "clause" },
  {
    pattern:
      /\b(?:wish (?:i|we) (?:were|was|had|ran|could be)|dream(?:s|t|ed|ing)? (?:of|about)|(?:want|wanted|hope|hoping|plan|planning|like|love|trying|aspire|studying|training|going) to (?:be|become)(?: an?| the|$)|(?:think|thinking|considering|thought) (?:of|about) (?:becoming|starting|being)|become an?|becoming an?|one day|some day|someday|when i grow up)\b/,
    drops: "clause",
  },
  {
    pattern:
      /\b(?:job (?:as|opening|offer|interview|description|application|posting|opportunity)|interview (?:for|with|as)|salary|salaries|career|careers|vacancy|internship|resume|cover letter|position (?:of|as)|apply(?:ing)? (?:for|to)|applied (?:for|to)|do(?:es)? an? (?:\w+ ){1,4}(?:do|earn|make|mean))\b/,
    drops: "clause",
  },
  { pattern: /^(?:said|says|asked|replied|wrote|claimed|yelled|shouted|according to)\b/, drops: "clause" },
  {
    pattern:
      /\b(?:i|we) (?:have )?(?:\w+ )?(?:closed|shut down|folded|dissolved|wound down|gave up) (?:my|our|the)\b/,
    drops: "clause",
  },
  {
    pattern:
      /\b(?:i|we) (?:have )?(?:\w+ )?(?:read|heard|hear|saw|seen|learned|noticed) (?:that|somewhere|about|on|in|an?|how|of)\b/,
    drops: "onward",
  },
  { pattern: /\bdo you (?:happen to )?(?:know|employ) (?:the|any|an?|some|of|your)\b/, drops: "onward" },
  {
    pattern:
      /^(?:what|how much|where|who|why) (?:would|does|do|should) an? |\bwhat an? (?:\w+ ){1,4}(?:is|are|does|means)$/,
    drops: "clause",
  },
  { pattern: /^(?:is it true|were i|were we|had i been)\b/, drops: "clause" },
  { pattern: /^(?:please )?(?:tell|ask|thank|call|greet) (?:the|your|that|this)\b/, drops: "clause" },
  {
    pattern:
      /\b(?:i|we) (?:already )?(?:have|got) (?:got )?(?:an? |some )?(?:great|good|excellent|solid|strong|perfect|plenty of|the best|enough)\b/,
    drops: "onward",
  },
  { pattern: /^(?:could|can|would|will|should) you (?:please )?be (?:my|an?|the|like)\b/, drops: "clause" },
  {
    pattern:
      /^(?:(?:i am|i|as) (?:an? |the )?|an? )?(?:ex|former|retired|aspiring|future|wannabe|would be|one time) (?!proof|growth|needs|plans)\w+/,
    drops: "clause",
  },
  {
    pattern:
      /^(?:my |our )?(?:background|degree|training|education|first job|old job|early career) (?:is|was|has been)\b/,
    drops: "clause",
  },
  {
    pattern:
      /\b(?:moved|moving|switched|transferred|changed|went|came|promoted|converted) (?:over )?from (?:\w+ ){1,5}?(?:to|into)\b/,
    drops: "before",
  },
  { pattern: /\b(?:if i|if we|should i|if i should) ever\b/, drops: "clause" },
  {
    pattern:
      /\b(?:i|we|who) (?:\w+ )?(?:left|quit|sold (?:my|our|the)|started (?:out )?(?:in|as|at)|began (?:in|as|at)|grew up|retired)\b/,
    drops: "clause",
  },
  { pattern: /\bat my (?:last|old|previous|former) (?:job|company|employer|firm)\b/, drops: "clause" },
  {
    pattern: /\bwe do not (?:run|own|operate|have|employ) .*\b(?:at all|or anything|ourselves|any ?more)\b/,
    drops: "clause",
  },
  { pattern: /\b(?:i|we) (?:do|did) not$/, drops: "clause" },
];
