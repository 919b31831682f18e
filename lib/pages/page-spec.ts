import { z } from "zod";

/**
 * The catalogue of what a page may hold. A page is data: text, figures and names of things we know how
 * to draw (a formula's id, an action's id), never code, markup or addresses from a model. Every figure
 * says where it comes from, and every text may name the sources it rests on, by their number.
 */

export const pageTypes = [
  "solution_overview",
  "roi_calculator",
  "comparison",
  "case_for_change",
  "implementation_plan",
  "faq",
] as const;
export const pageTypeSchema = z.enum(pageTypes);
export type PageType = z.infer<typeof pageTypeSchema>;

const text = (characters: number) => z.string().trim().min(1).max(characters);
const identifier = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
const sourceNumber = z.number().int().min(1).max(20);
/** The sources a text rests on; empty when it claims nothing of its own. */
const sources = z.array(sourceNumber).max(4);

/** What a number that is in no source is: computed by one of our formulas, typed by the visitor, or assumed. */
export const basisSchema = z.enum(["formula", "input", "assumption"]);
export type Basis = z.infer<typeof basisSchema>;

/** Where a figure comes from: exactly one of a source's number and a basis. */
const origin = { source: sourceNumber.optional(), basis: basisSchema.optional() };
type Origin = { source?: number | undefined; basis?: Basis | undefined };

function hasOneOrigin(figure: Origin): boolean {
  return (figure.source === undefined) !== (figure.basis === undefined);
}

const oneOrigin = { message: "a figure needs either the number of its source or a basis, not both" };

/** How a number is written. Money is in the section's `currency` (ISO 4217), `percent` counts whole per cents. */
const unitSchema = z.enum([
  "count",
  "currency",
  "percent",
  "minutes",
  "hours",
  "days",
  "weeks",
  "months",
  "miles",
]);
export type Unit = z.infer<typeof unitSchema>;

export const heroSchema = z.strictObject({
  type: z.literal("hero"),
  headline: text(120),
  standfirst: text(400),
  sources,
});

export const metricsSchema = z.strictObject({
  type: z.literal("metrics"),
  heading: text(100),
  metrics: z
    .array(
      z
        .strictObject({ label: text(90), value: text(24), detail: z.string().trim().max(200), ...origin })
        .refine(hasOneOrigin, oneOrigin),
    )
    .min(1)
    .max(6),
});

export const featureGridSchema = z.strictObject({
  type: z.literal("feature_grid"),
  heading: text(100),
  features: z
    .array(z.strictObject({ title: text(90), text: text(320), sources }))
    .min(2)
    .max(9),
});

const comparisonCell = z
  .strictObject({ text: z.string().trim().max(200), ...origin })
  .refine((cell) => !/\p{Nd}/u.test(cell.text) || hasOneOrigin(cell), oneOrigin)
  .refine((cell) => cell.source === undefined || cell.basis === undefined, oneOrigin);

/** `columns` are the things compared; each row has a label and one cell per column. `corner` names what the rows are, or is empty. */
export const comparisonTableSchema = z
  .strictObject({
    type: z.literal("comparison_table"),
    heading: text(100),
    corner: z.string().trim().max(60),
    columns: z.array(text(60)).min(1).max(5),
    rows: z
      .array(z.strictObject({ label: text(90), cells: z.array(comparisonCell).min(1).max(5) }))
      .min(1)
      .max(14),
  })
  .refine((table) => table.rows.every((row) => row.cells.length === table.columns.length), {
    message: "every row needs as many cells as there are columns",
  });

/** One slider. `value` starts inside `min` to `max`; `group` names the set of sliders it is shown with. */
const calculatorInputSchema = z
  .strictObject({
    id: identifier,
    label: text(60),
    group: text(40),
    unit: unitSchema,
    min: z.number().min(0).max(1e12),
    max: z.number().min(0).max(1e12),
    step: z.number().positive().max(1e9),
    value: z.number().min(0).max(1e12),
    help: z.string().trim().max(200),
    ...origin,
  })
  .refine(hasOneOrigin, oneOrigin)
  .refine((input) => input.min < input.max && input.min <= input.value && input.value <= input.max, {
    message: "the value must lie between min and max",
  });
export type CalculatorInput = z.infer<typeof calculatorInputSchema>;

/** Inputs for the formula with this id in `formulas.ts`, which alone computes the result. */
export const roiCalculatorSchema = z.strictObject({
  type: z.literal("roi_calculator"),
  heading: text(100),
  intro: z.string().trim().max(320),
  formula: identifier,
  currency: z.string().length(3),
  inputs: z.array(calculatorInputSchema).min(1).max(16),
});
export type RoiCalculator = z.infer<typeof roiCalculatorSchema>;

/** Each series says where all of its numbers come from; each point has one number per series. */
export const chartSchema = z
  .strictObject({
    type: z.literal("chart"),
    heading: text(100),
    kind: z.enum(["bar", "line"]),
    unit: unitSchema,
    currency: z.string().length(3),
    series: z
      .array(z.strictObject({ name: text(60), ...origin }).refine(hasOneOrigin, oneOrigin))
      .min(1)
      .max(4),
    points: z
      .array(z.strictObject({ label: text(40), values: z.array(z.number()).min(1).max(4) }))
      .min(2)
      .max(36),
  })
  .refine((chart) => chart.points.every((point) => point.values.length === chart.series.length), {
    message: "every point needs as many values as there are series",
  });

/** Done in this order. A step may have a title, a text or both. */
export const stepsSchema = z.strictObject({
  type: z.literal("steps"),
  heading: text(100),
  steps: z
    .array(
      z
        .strictObject({ title: z.string().trim().max(90), text: z.string().trim().max(400), sources })
        .refine((step) => step.title !== "" || step.text !== "", { message: "a step needs words" }),
    )
    .min(2)
    .max(12),
});

export const faqSchema = z.strictObject({
  type: z.literal("faq"),
  heading: text(100),
  items: z
    .array(z.strictObject({ question: text(160), answer: text(600), sources }))
    .min(1)
    .max(12),
});

/** Words of a source, exactly as they stand there. */
export const excerptSchema = z.strictObject({
  type: z.literal("excerpt"),
  quote: text(600),
  source: sourceNumber,
});

/** What to do next: ask a question in the chat, or reach a human of the workspace. No addresses. */
export const callToActionSchema = z.strictObject({
  type: z.literal("call_to_action"),
  heading: text(100),
  text: z.string().trim().max(320),
  actions: z
    .array(
      z.discriminatedUnion("action", [
        z.strictObject({ action: z.literal("ask"), question: text(160) }),
        z.strictObject({ action: z.literal("contact"), label: text(60) }),
      ]),
    )
    .min(1)
    .max(4),
});

export const pageSectionSchema = z.discriminatedUnion("type", [
  heroSchema,
  metricsSchema,
  featureGridSchema,
  comparisonTableSchema,
  roiCalculatorSchema,
  chartSchema,
  stepsSchema,
  faqSchema,
  excerptSchema,
  callToActionSchema,
]);
export type PageSection = z.infer<typeof pageSectionSchema>;
export type SectionOf<Type extends PageSection["type"]> = Extract<PageSection, { type: Type }>;

/** A passage the page rests on. `start` and `end` are UTF-16 offsets of `excerpt` in the document's stored text. */
const pageSourceSchema = z.strictObject({
  n: sourceNumber,
  title: z.string().max(300),
  url: z.string().max(2000).optional(),
  documentId: z.string().max(200),
  passageId: z.string().max(200),
  excerpt: z.string().max(8000),
  start: z.number().int().min(0),
  end: z.number().int().min(0),
});
export type PageSource = z.infer<typeof pageSourceSchema>;

/** What stands above the sections; known before the first of them. */
export const pageHeadSchema = z.strictObject({
  type: pageTypeSchema,
  title: text(120),
  summary: text(600),
  /** Who the page is written for, in a few words. */
  audience: text(120),
  sources: z.array(pageSourceSchema).max(20),
});
export type PageHead = z.infer<typeof pageHeadSchema>;

export const pageSchema = pageHeadSchema.extend({ sections: z.array(pageSectionSchema).min(1).max(12) });
export type BevGeniePage = z.infer<typeof pageSchema>;
