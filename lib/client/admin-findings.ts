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

/** What was found, in a sentence; `at`, where there is one, is the time or the calendar day that it ends with. */
export function findingSentence({ kind, first, second }: Finding): { text: string; at?: string } {
  switch (kind) {
    case "date_passed":
      return endingWith("The end that it names has passed:", first.value);
    case "superseded":
      return { text: `“${second?.title ?? ""}” seems to have taken its place` };
    case "unchanged":
      return endingWith("Nobody has changed it since", first.value);
    case "not_refreshed":
      return endingWith("The address that it comes from was not read since", first.value);
    case "source_failed":
      return { text: `It could not be read again: ${first.value}` };
    case "yes_no":
      return { text: differing[kind] };
    default:
      return { text: `${differing[kind]}: ${first.value} and ${second?.value ?? ""}` };
  }
}

function endingWith(text: string, at: string | null): { text: string; at?: string } {
  return at === null ? { text } : { text, at };
}
