import { z } from "zod";
import { findFormula, formulas } from "./formulas.ts";
import {
  basisSchema,
  type CalculatorInput,
  callToActionSchema,
  chartSchema,
  comparisonTableSchema,
  excerptSchema,
  faqSchema,
  featureGridSchema,
  heroSchema,
  metricsSchema,
  type PageHead,
  type PageSection,
  pageHeadSchema,
  pageSectionSchema,
  roiCalculatorSchema,
  stepsSchema,
} from "./page-spec.ts";
import { type JsonSchema, toStrictJsonSchema, withoutNulls } from "./strict-json-schema.ts";

/**
 * What a model writes of a page: less than the page, because sources, currency and the sliders' ranges
 * are ours to add. Nulls are taken as absent.
 */
const draftHeadSchema = pageHeadSchema.omit({ sources: true });
export type DraftHead = Omit<PageHead, "sources">;

const draftCalculatorSchema = z.strictObject({
  ...roiCalculatorSchema.pick({ type: true, heading: true, intro: true }).shape,
  formula: z.enum(formulas.map(({ id }) => id)),
  inputs: z
    .array(
      z.strictObject({
        id: z.string(),
        label: z.string().trim().max(60),
        value: z.number(),
        source: z.number().int().optional(),
        basis: basisSchema.optional(),
      }),
    )
    .max(16),
});

/** Without `currency`; the full schema, which checks what belongs together, reads it afterwards. */
const draftChartSchema = z.strictObject(omitCurrency(chartSchema.shape));

const draftSectionSchema = z.discriminatedUnion("type", [
  heroSchema,
  metricsSchema,
  featureGridSchema,
  comparisonTableSchema,
  draftCalculatorSchema,
  draftChartSchema,
  stepsSchema,
  faqSchema,
  excerptSchema,
  callToActionSchema,
]);
type DraftSection = z.infer<typeof draftSectionSchema>;

const draftPageSchema = draftHeadSchema.extend({ sections: z.array(draftSectionSchema).min(2).max(10) });
const repairsSchema = z.strictObject({
  repairs: z.array(z.strictObject({ index: z.number().int(), section: draftSectionSchema })),
});

export const pageJsonSchema: JsonSchema = strictly(draftPageSchema);
export const repairsJsonSchema: JsonSchema = strictly(repairsSchema);

/** Valid, or the reasons why not, each with the path of the field it is about. */
export type Reading<Value> = { valid: true; value: Value } | { valid: false; issues: string[] };

export function readDraftHead(value: unknown): Reading<DraftHead> {
  return reading(draftHeadSchema.safeParse(withoutNulls(value)));
}

/** A whole section: what the model wrote, made complete and held against the catalogue. */
export function readDraftSection(value: unknown, currency: string): Reading<PageSection> {
  const draft = reading(draftSectionSchema.safeParse(withoutNulls(value)));
  if (!draft.valid) return draft;
  const unknownInputs = unknownInputsOf(draft.value);
  if (unknownInputs.length > 0) return { valid: false, issues: unknownInputs };
  return reading(pageSectionSchema.safeParse(complete(draft.value, currency)));
}

function complete(draft: DraftSection, currency: string): unknown {
  if (draft.type === "chart") return { ...draft, currency };
  if (draft.type === "roi_calculator") return { ...draft, currency, inputs: completeInputs(draft) };
  return draft;
}

/** All inputs of the formula in its order; the model's values where it gave them, else ours as assumptions. */
function completeInputs(draft: z.infer<typeof draftCalculatorSchema>): CalculatorInput[] {
  const given = new Map(draft.inputs.map((input) => [input.id, input]));
  return (findFormula(draft.formula)?.inputs ?? []).map((input) => {
    const { id, group, unit, min, step, help } = input;
    const own = given.get(id);
    const value = own?.value ?? input.value;
    return {
      ...{ id, group, unit, min, step, help, value },
      label: own?.label || input.label,
      max: Math.max(input.max, value),
      ...(own ? { source: own.source, basis: own.basis } : { basis: "assumption" }),
    };
  });
}

function unknownInputsOf(draft: DraftSection): string[] {
  if (draft.type !== "roi_calculator") return [];
  const known = findFormula(draft.formula)?.inputs.map(({ id }) => id) ?? [];
  return draft.inputs
    .filter(({ id }) => !known.includes(id))
    .map(({ id }) => `inputs: ${draft.formula} has no input "${id}", only ${known.join(", ")}`);
}

function omitCurrency<Shape extends { currency: unknown }>({
  currency: _,
  ...rest
}: Shape): Omit<Shape, "currency"> {
  return rest;
}

function strictly(schema: z.ZodType): JsonSchema {
  return toStrictJsonSchema(z.toJSONSchema(schema, { io: "input" }) as JsonSchema);
}

function reading<Value>(parsed: z.ZodSafeParseResult<Value>): Reading<Value> {
  if (parsed.success) return { valid: true, value: parsed.data };
  return {
    valid: false,
    issues: parsed.error.issues.map(({ path, message }) =>
      [path.join("."), message].filter(Boolean).join(": "),
    ),
  };
}
