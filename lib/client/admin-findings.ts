import type { Finding } from "../admin/upkeep/finding.ts";

const differing = {
  money: "Different prices",
  percent: "Different shares",
  duration: "Different lengths of time",
  quantity: "Different numbers",
  date: "Different dates",
  time: "Different times",
  yes_no: "One says yes, the other no",
} as const;

/** What was found, in a sentence. */
export function findingSentence({ kind, first, second }: Finding): string {
  switch (kind) {
    case "date_passed":
      return `The end that it names has passed: ${first.value}`;
    case "superseded":
      return `“${second?.title ?? ""}” seems to have taken its place`;
    case "unchanged":
      return `Nobody has changed it since ${(first.value ?? "").slice(0, 10)}`;
    case "not_refreshed":
      return `The address that it comes from was not read since ${(first.value ?? "").slice(0, 10)}`;
    case "source_failed":
      return `It could not be read again: ${first.value}`;
    case "yes_no":
      return differing[kind];
    default:
      return `${differing[kind]}: ${first.value} and ${second?.value ?? ""}`;
  }
}
