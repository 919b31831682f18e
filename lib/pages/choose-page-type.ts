import { type PageType, pageTypeSchema } from "./page-spec.ts";

/** Kinds of page that a message may name outright, in the general words for them. */
const named: { type: PageType; pattern: RegExp }[] = [
  { type: "faq", pattern: /\bfaqs?\b|frequently asked|\bcommon questions\b|\bq\s?&\s?a\b/i },
  {
    type: "roi_calculator",
    pattern: /\broi\b|\bcalculat\w*|return on investment|\bpay\s?back\b|what would (?:it|we) save/i,
  },
  { type: "comparison", pattern: /\bcompar\w+|\bversus\b|\bvs\b|side by side|\bdifferences? between\b/i },
  {
    type: "implementation_plan",
    pattern: /\bimplement\w*|\broll\s?-?out\b|\bonboarding\b|\bproject plan\b|\btime\s?line\b|\broadmap\b/i,
  },
  {
    type: "case_for_change",
    pattern: /\bbusiness case\b|\bcase for\b|\bwhy (?:change|switch|now)\b|\bconvince\b|\bjustify\b/i,
  },
  { type: "solution_overview", pattern: /\boverview\b|\bone-?pager\b/i },
];

/** The page a message asks for by name; else the one its intent leads to; else an overview. */
export function choosePageType(message: string, intendedType: string | undefined): PageType {
  const asked = named.find(({ pattern }) => pattern.test(message));
  if (asked) return asked.type;
  const intended = pageTypeSchema.safeParse(intendedType);
  return intended.success ? intended.data : "solution_overview";
}
