import { stemOf } from "./words.ts";

/**
 * How much a word tells about what a text is about, 0 to 1, by how common it is in everyday English. A frozen
 * table of the general language, written for this project; it knows nothing of any company or trade. What is
 * not in it is rare and weighs 1.
 */
export function weightOf(stem: string): number {
  if (stem.length === 1 && !/\p{N}/u.test(stem)) return 0.1;
  return weights.get(stem) ?? (/^\p{N}/u.test(stem) ? 0.5 : 1);
}

/** Articles, pronouns, prepositions, auxiliaries, conjunctions: they carry grammar. */
const grammar = `a an the this that these those it its itself he him his himself she her hers herself they them their
theirs themselves we us our ours ourselves i me my mine myself you your yours yourself yourselves who whom whose which
what when where why how of to in on at by for from with without about into onto over under between among through
during before after above below up down out off again against as than then and or but nor so if unless because while
until although though whether be am is are was were been being do does did doing done have has had having can could
will would shall should may might must ought not no nor dont doesnt didnt isnt arent wasnt cant couldnt wont wouldnt
shouldnt havent hasnt im ive youre weve theyre whats hows thats lets here there now just also too very only even
some any each every both either neither all such same own other another much many more most few less least`;

/** What people say around a question. */
const asking = `tell show explain describe give help please want need like know wonder think say ask question answer
look see hear understand learn find get got let make take write list use let thank thanks hello hi hey ok okay yes really actually
maybe perhaps possible mean means able thing things something anything everything stuff way ways lot kind sort bit
exactly basically simply quickly better best good great well right sure interested interesting curious detail
details info information overview example examples tips advice someone somebody anyone anybody everyone else frequently`;

/** Words of every text of business. */
const everyday = `company companies business team teams people person work works working year years month months
week weeks day days time times new first last next big small large high low long short different part parts number
numbers come go going keep put start begin end try call set run point case place world life hand old important
typical typically usual usually often always never sometimes still already however therefore change changes result
happen happens become improve better handle manage deal provide offer include main top based level good type types
one two three four five six seven eight nine ten percent every today
common simple general specific certain various real daily weekly monthly yearly
calculate calculation compute determine define definition meaning formula choose decide`;

const weights = new Map<string, number>();
for (const [list, weight] of [
  [everyday, 0.45],
  [asking, 0.12],
  [grammar, 0],
] as const) {
  for (const word of list.split(/\s+/)) weights.set(stemOf(word), weight);
}
