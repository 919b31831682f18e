import { AppError } from "../errors.ts";
import type { BevGeniePage } from "./page-spec.ts";

/** The same page with its calculator starting from other inputs, which are the visitor's own from then on. Throws `invalid_request` for an unknown or out-of-range one. */
export function setInputs(page: BevGeniePage, inputs: Record<string, number>): BevGeniePage {
  const unused = new Set(Object.keys(inputs));
  const sections = page.sections.map((section) => {
    if (section.type !== "roi_calculator") return section;
    return {
      ...section,
      inputs: section.inputs.map((input) => {
        const value = inputs[input.id];
        if (value === undefined) return input;
        unused.delete(input.id);
        if (value < input.min || value > input.max) {
          throw new AppError("invalid_request", {
            message: `${input.label} must be from ${input.min} to ${input.max}.`,
            field: `inputs.${input.id}`,
          });
        }
        return value === input.value
          ? input
          : { ...input, value, source: undefined, basis: "input" as const };
      }),
    };
  });
  const [unknown] = unused;
  if (unknown !== undefined) {
    throw new AppError("invalid_request", {
      message: "The page has no such input.",
      field: `inputs.${unknown.slice(0, 64)}`,
    });
  }
  return { ...page, sections };
}
