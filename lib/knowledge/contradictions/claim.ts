/** What a text states that another text could state otherwise. */
export type Claim = {
  kind: "money" | "percent" | "duration" | "quantity" | "date" | "time";
  /** What the value counts: a currency, "minute", "truck"…; claims of different units say nothing of each other. */
  unit: string;
  low: number;
  high: number;
  /** How the value is meant: "at least 5" and 5 may both be true. */
  bound: "exactly" | "at least" | "at most" | "about" | "between";
  /** What it is per: stems of "a month for each truck". */
  per: string[];
  /** Where it stands in the text that was read. */
  start: number;
  end: number;
};

/**
 * Both cannot be true of one subject. Claims of one kind of bound contradict when their values differ, others when no
 * value fits both.
 */
export function contradict(one: Claim, other: Claim): boolean {
  if (one.kind !== other.kind || one.unit !== other.unit) return false;
  if (isPerOther(one, other)) return false;
  if (one.bound === other.bound && one.bound !== "about")
    return one.low !== other.low || one.high !== other.high;
  return one.low > other.high || other.low > one.high;
}

/** A price by the month and one by the truck; where one does not say, it may be the same. */
function isPerOther({ per }: Claim, { per: others }: Claim): boolean {
  return !per.every((one) => others.includes(one)) && !others.every((one) => per.includes(one));
}
