/**
 * How English says that words are not about the visitor's own present work. Every pattern reads one clause
 * in normal form: lower case, contractions written out, single spaces, no punctuation.
 *
 * `drops` says what is left out: the whole clause, the match and all that follows it, or the match and all
 * before it.
 */
export type Cue = { pattern: RegExp; drops: "clause" | "onward" | "before" };

const list = (words: string) => words.trim().split(/\s+/).join("|");

/** People one speaks about; what they do says nothing about who speaks. */
export const acquaintance = `(?:(?:${list(`
  brother sister father dad mother mom mum wife husband spouse son daughter kid child uncle aunt cousin nephew niece
  student pupil children parents grandfather grandmother grandpa grandma friend buddy mate pal neighbour neighbor roommate flatmate boyfriend
  girlfriend fiance fiancee ex colleague coworker classmate teammate professor landlord stranger
  therapist stepfather stepmother godfather`)})(?: in law)?s?|guy|lady|man|woman)`;

const runs = `(?:${list("run manage own lead head oversee supervise operate direct")})`;
const softly = `(?:(?:${list("really just actually personally certainly definitely even currently simply honestly obviously absolutely")}) )*`;
/** What one lacks is a complaint; what else one does not have is not one's subject. */
const scarce = "(?!(?:\\w+ )?(?:way|visibility|insight|idea|clue|time|control|overview|process|system|plan|access|single|real|clear|good|transparency|view|data|choice|tool|tools|integration|one)\\b)";
const settled = `(?:${list(
  "fine ok okay great good well solved sorted handled covered perfect excellent smooth smoothly healthy done settled",
)}|under control|in good (?:shape|hands)|taken care of|(?:some|any)(?:one|body) else(?: job| problem)?|not broken)`;
const subjectNouns = `(?:${list(`
  issue problem concern question point focus priority topic worry bottleneck pain matter area department thing job
  business field responsibility weakness trouble challenge subject case reason role world department side interest`)})`;

/** Somebody else is, was or said something. */
export const subjectIsOther: readonly RegExp[] = [
  new RegExp(`^(?:one of )?(?:my|our|a|an|the|this|that|some|his|her|their) (?:\\w+ ){0,3}?${acquaintance}\\b(?! and (?:i|me)\\b)`),
  /^(?:my|our) (?:\w+ )?(?:boss|supervisor|superior)\b/,
  /^my manager\b(?! and i\b)/,
  /^my (?:business )?partner\b(?! and i\b)/,
  /^(?:someone|somebody|another|others|people|everyone|everybody)\b/,
  /^(?:the|that|this) (?:\w+ ){1,7}?i (?:know|met|knew|follow|read)\b/,
  /^(?:a|an|some|one|another|every|most|many|several) (?:\w+ ){1,5}?(?:i (?:know|met|knew|work|worked|spoke|talked|sat|follow|like|read)|told|said|says|tells|asked|called|thinks|claims|mentioned|recommended|suggested|swears|sent|wrote)\b/,
  /^(?!(?:i|we|our|how|what|why|when|who|where|which|do|does|did|can|is|are|if|as)\b)(?:\w+ ){1,5}?(?:told|said|says|asked|asks|mentioned|recommended|suggested|claims|sent|emailed|keeps saying|keeps telling|thinks|wants|believes|swears)\b(?! us\b)/,
  /^(?:a|an|some|this|that|one) (?!.*\b(?:us|our|we)\b)(?:\w+ ){1,3}?(?:came|called|was|were|went|had|got|tried|hit|broke|stood|lives|lived|works|worked|drove|lost|died|fell|\w{3,}ed)\b/,
  /^in (?:the|a|an|this|that|my) (?:\w+ )?(?:movie|film|book|novel|game|show|series|story|dream|play|song|episode)\b/,
  /^(?:he|she) /,
  /^they (?:told|said|say|asked|claim)/,
];

/** A possessive plural speaks for the visitor's own people: "our drivers told me the scanner is slow". */
export const ownPeopleSay = /^(?:my|our) (?:\w+ ){0,3}?\w+s (?:\w+ )?(?:told|said|asked|mentioned|recommended|suggested|claims|sent|wants|thinks)\b/;

/** Inside what another says the visitor may still be meant: "my boss says we must cut overtime". */
export const backToVisitor = /\b(?:says?|said|thinks?|told (?:me|us)|believes?|wants? to know|asks?|asked)(?: \w+){0,3}? (?=(?:i|we|our) )/;

export const cues: readonly Cue[] = [
  // Another time, another world.
  { pattern: /\b(?:i|we) (?:\w+ )?(?:used to|formerly|once (?:was|were|ran|managed|owned|led))\b/, drops: "clause" },
  { pattern: /\b(?:i|we) (?:\w+ )?(?:was|were) (?:once |previously |formerly |briefly |also )?(?:an?|the|in|vp|head|director|chief|cio|working|with|at|responsible)\b/, drops: "clause" },
  { pattern: /\bi (?:once |previously |formerly |briefly )?(?:ran|managed|owned|led|headed|supervised|oversaw|directed|worked|sold|drove)\b(?! (?:out|into|to)\b)/, drops: "clause" },
  { pattern: /\b(?:we|i) (?:\w+ ){1,8}(?:years|decades|months|ages) ago\b(?!.*\b(?:and|now|still)\b)/, drops: "clause" },
  { pattern: /\b(?:retired from|am retired|former|formerly|previous life|past life|my old (?:job|company|employer)|back when|in my last job|previous job|last job)\b/, drops: "clause" },
  { pattern: /^(?:what )?(?:if|suppose|supposing|imagine|imagining|pretend|pretending|act|let us (?:say|pretend)|role ?play)\b.*\b(?:i|we|you|as) (?:were|was|am|are|ran|owned|led|managed|headed|worked|as|like|an?)\b/, drops: "clause" },
  { pattern: /^(?:suppose|supposing|imagine|pretend|let us pretend)\b/, drops: "clause" },
  { pattern: /\b(?:wish (?:i|we) (?:were|was|had|ran|could be)|dream(?:s|t|ed|ing)? (?:of|about)|(?:want|wanted|hope|hoping|plan|planning|like|love|trying|aspire|studying|training|going) to (?:be|become)(?: an?| the|$)|(?:think|thinking|considering|thought) (?:of|about) (?:becoming|starting|being)|become an?|becoming an?|one day|some day|someday|when i grow up)\b/, drops: "clause" },
  { pattern: /\b(?:job (?:as|opening|offer|interview|description|application|posting|opportunity)|interview (?:for|with|as)|salary|salaries|career|careers|vacancy|internship|resume|cover letter|position (?:of|as)|apply(?:ing)? (?:for|to)|applied (?:for|to)|do(?:es)? an? (?:\w+ ){1,4}(?:do|earn|make|mean))\b/, drops: "clause" },
  { pattern: /^(?:said|says|asked|replied|wrote|claimed|yelled|shouted|according to)\b/, drops: "clause" },
  { pattern: /\b(?:i|we) (?:have )?(?:\w+ )?(?:closed|shut down|folded|dissolved|wound down|gave up) (?:my|our|the)\b/, drops: "clause" },
  { pattern: /\b(?:i|we) (?:have )?(?:\w+ )?(?:read|heard|hear|saw|seen|learned|noticed) (?:that|somewhere|about|on|in|an?|how|of)\b/, drops: "onward" },
  { pattern: /\bdo you (?:happen to )?(?:know|employ) (?:the|any|an?|some|of|your)\b/, drops: "onward" },
  { pattern: /^(?:what|how much|where|who|why) (?:would|does|do|should) an? |\bwhat an? (?:\w+ ){1,4}(?:is|are|does|means)$/, drops: "clause" },
  { pattern: /^(?:is it true|were i|were we|had i been)\b/, drops: "clause" },
  { pattern: /^(?:please )?(?:tell|ask|thank|call|greet) (?:the|your|that|this)\b/, drops: "clause" },
  { pattern: /\b(?:i|we) (?:already )?(?:have|got) (?:got )?(?:an? |some )?(?:great|good|excellent|solid|strong|perfect|plenty of|the best|enough)\b/, drops: "onward" },
  { pattern: /^(?:could|can|would|will|should) you (?:please )?be (?:my|an?|the|like)\b/, drops: "clause" },
  { pattern: /^(?:(?:i am|i|as) (?:an? |the )?|an? )?(?:ex|former|retired|aspiring|future|wannabe|would be|one time) (?!proof|growth|needs|plans)\w+/, drops: "clause" },
  { pattern: /^(?:my |our )?(?:background|degree|training|education|first job|old job|early career) (?:is|was|has been)\b/, drops: "clause" },
  { pattern: /\b(?:moved|moving|switched|transferred|changed|went|came|promoted|converted) (?:over )?from (?:\w+ ){1,5}?(?:to|into)\b/, drops: "before" },
  { pattern: /\b(?:if i|if we|should i|if i should) ever\b/, drops: "clause" },
  { pattern: /\b(?:i|we|who) (?:\w+ )?(?:left|quit|sold (?:my|our|the)|started (?:out )?(?:in|as|at)|began (?:in|as|at)|grew up|retired)\b/, drops: "clause" },
  { pattern: /\bat my (?:last|old|previous|former) (?:job|company|employer|firm)\b/, drops: "clause" },
  { pattern: /\bwe do not (?:run|own|operate|have|employ) .*\b(?:at all|or anything|ourselves|any ?more)\b/, drops: "clause" },
  { pattern: /\b(?:i|we) (?:do|did) not$/, drops: "clause" },

  // Not this.
  { pattern: new RegExp(`\\b(?:is|are|was|were|does|do) ${softly}not (?:really |even |quite |exactly |actually )?(?:(?:the|a|an|my|our|your|what|where|why|who) )?(?:\\w+ )?(?:${subjectNouns}|interested|relevant|important|interesting|worried|what|where|mine|me|us)\\b`), drops: "clause" },
  { pattern: /\b(?:problem|issue|concern|focus|priority|question|job|role|topic|point|interest) (?:is|are|was) (?:\w+ )?not\b/, drops: "onward" },
  { pattern: new RegExp(`\\b(?:i|we) (?:am|are) ${softly}(?:not|never|hardly|neither) ${softly}(?:an?|the|in(?! (?:control|sync|line|stock|time|touch))|from|with|part|your|one of|responsible|involved|into|some|here for|looking for|asking|interested|talking|working|running|managing|your typical)\\b`), drops: "onward" },
  { pattern: /\b(?:am|are) (?:no(?! longer (?:able|sure|certain|getting|seeing))|far from being|hardly an?) /, drops: "onward" },
  { pattern: new RegExp(`\\bi (?:do|did|will|have|would) (?:not|never) ${softly}(?:${runs}|handle|work|deal|do|sell|care|need|want(?! to)|like|decide|touch|mean|talk|belong|(?:have|employ) (?:an?|any|our|reps|people)(?! (?:way|idea|clue|view|good|clear|single|overview))|been)\\b`), drops: "onward" },
  { pattern: new RegExp(`\\bwe (?:do|did|will|would) (?:not|never) ${softly}(?:run|own|operate|distribute|wholesale|sell|brew|make|employ|care|need|work (?:in|with)|deal (?:in|with)|have (?:an?|any|our own) (?!(?:\\w+ )?(?:way|visibility|insight|idea|clue|access|control|view|overview|process|system|plan|single|good|clear|real|tool)))\\b(?!.*\\b(?:well|properly|efficiently|consistently)$)`), drops: "onward" },
  { pattern: /^(?:i |we )?no longer (?:an?|the|in|at|with|own|run|manage|work|lead)\b/, drops: "clause" },
  { pattern: /^(?:it|this|that|these|those) (?:is|are) (?:\w+ )?not (?:about|an?|the|my|our|for|from|in|related|sales?)\b/, drops: "onward" },
  { pattern: /^(?:is|are|am) not (?:about|an?|the|my|our)\b/, drops: "onward" },
  { pattern: /\b(?:is|are|am|do|does) not (?:want|need|about|asking|talking|care|concerned|related)\b/, drops: "onward" },
  { pattern: /\bnot (?:the|an?|about|your|my|our|from the|in the|because of|talking|asking|interested|looking)\b/, drops: "onward" },
  { pattern: /^not (?!(?:sure|only|just|enough|certain|all|every|many|much|able|to mention|yet|happy|getting|having|really|great|good|bad|hitting|enough|\w+ing)\b)/, drops: "onward" },
  { pattern: /^(?:no|zero) (?!(?:visibility|way|idea|clue|insight|time|more|one|control|access|overview|real|clear|single|integration)\b)(?:\w+ ?){1,3}(?:here|please|thanks)?$/, drops: "clause" },
  { pattern: /\b(?:(?:am|are) (?:done|finished|through) with|got plenty of)\b/, drops: "onward" },
  { pattern: new RegExp(`\\b(?:(?:i|we) have (?:got )?|there (?:is|are) )(?:no|zero) ${scarce}`), drops: "onward" },
  { pattern: /\b(?:know|understand|understands) (?:nothing|little|zilch) (?:about|of)\b/, drops: "onward" },
  { pattern: /^(?:\w+ ){1,5}(?:is|are) (?:my|our|his|her|their|the) (?:\w+ ){1,3}(?:area|job|department|responsibility|thing|domain|baby|turf|problem|task)$/, drops: "clause" },
  { pattern: /\b(?:am|are) not (?=[A-Z]{2,}\b)/, drops: "onward" },
  { pattern: /\b(?:neither|nor)\b/, drops: "onward" },
  { pattern: /^(?:nobody|no one|none of us|none) (?:\w+ )?(?:is|are|runs|manages|owns|leads|works|handles|owning)\b/, drops: "clause" },
  { pattern: new RegExp(`^(?!how|what|why|is|are|which).*\\b(?:is|are|runs?|works?|looks?|going) (?:(?:all|just|perfectly|already|quite|pretty|doing|running|going|really|completely|now|very|totally|working|long) )*${settled}$`), drops: "clause" },
  { pattern: /\b(?:is|are) (?:\w+ )?(?:handled|managed|covered|run|done|owned|outsourced|taken care of) (?:by|to) /, drops: "clause" },
  { pattern: /\b(?:forget|ignore|never mind|nevermind|set aside|put aside|stop (?:showing|sending|telling|talking|asking|pitching)|(?:do|am|are|is|please) not (?:care|talk|bother|show|send|tell|give|bring|interested|interest)|not interested|enough (?:of|about|with)|spare me|no need|no interest|tired of hearing|could not care less)\b/, drops: "onward" },
  { pattern: /^(?:please )?(?:skip|drop|park|leave)\b(?=.*\b(?:aside|out|alone|stuff|talk|part|pitch|topic)\b|(?: \w+){1,3}$)(?! me| us| at)/, drops: "clause" },
  { pattern: /\b(?:aside|apart)$/, drops: "clause" },
  { pattern: /\b(?:instead of|rather than|as opposed to|unlike|except|other than|apart from|aside from|nothing to do with|regardless of)\b/, drops: "onward" },

  // Not mine.
  { pattern: /\b(?:i|we) (?:\w+ ){0,2}?(?:met|meet|know|knew|dated?|dating|married|befriended|interviewed|(?:work|worked|talk|talked|spoke|speak|chatted|lunch|dinner) (?:with|to)|work(?:ed)? (?:under|alongside)|saw|watched|read about|heard (?:of|about)|heard from) (?:an?|some|someone|somebody|two|three|many|several|the)\b/, drops: "onward" },
  { pattern: /\b(?:i|we) (?:\w+ )?(?:married to|friends with|report to|answer to)\b/, drops: "onward" },
  { pattern: /\b(?:i|we) (?:\w+ )?(?:sell|market|offer|provide|pitch) (?:\w+ ){1,4}to\b/, drops: "onward" },
  { pattern: /\b(?:consultant|advisor|adviser|agency|vendor|supplier|coach|trainer|recruiter) (?:to|for|of)\b/, drops: "onward" },
  { pattern: /\b(?:thesis|dissertation|essay|homework|assignment|school project|term paper|paper|article|book|novel|documentary|podcast|blog|story|report|lecture|course|class|research|study|curious|asking) (?:\w+ )?(?:on|about|how|for school)\b/, drops: "onward" },
  { pattern: new RegExp(`\\b(?:for|on behalf of|to|with|of|from|by|and) (?:my|a|his|her|some) (?:\\w+ ){0,2}?${acquaintance}\\b`), drops: "onward" },
  { pattern: /\bon behalf of\b/, drops: "onward" },
];
