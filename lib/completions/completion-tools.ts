import { z } from "zod";
import type { TextRequest, ToolCall } from "../models/model.ts";

/** Tools as OpenAI's clients name them, and in our words. */

const functionName = z
  .string()
  .regex(/^[\w-]{1,64}$/, { error: "Must be a name of letters, digits, _ and -." });

export const toolsSchema = z
  .array(
    z.looseObject({
      type: z.literal("function", { error: "Only functions are passed on." }),
      function: z.looseObject({
        name: functionName,
        description: z.string().nullish(),
        parameters: z.record(z.string(), z.unknown()).nullish(),
      }),
    }),
    { error: "Must be a list of functions." },
  )
  .max(128);

export const toolChoiceSchema = z.union(
  [
    z.enum(["auto", "none", "required"]),
    z.looseObject({ type: z.literal("function"), function: z.looseObject({ name: functionName }) }),
  ],
  { error: "Must be auto, none, required, or a function by its name." },
);

export const toolCallsSchema = z.array(
  z.looseObject({
    id: z.string().min(1).max(200),
    type: z.literal("function"),
    function: z.looseObject({ name: functionName, arguments: z.string() }),
  }),
);

const noParameters = { type: "object", properties: {} };

/** The tools of a request; none where there are none. */
export function readTools(
  tools: z.infer<typeof toolsSchema> | null | undefined,
  choice: z.infer<typeof toolChoiceSchema> | null | undefined,
): Pick<TextRequest, "tools" | "toolChoice"> {
  if (!tools || tools.length === 0) return {};
  return {
    tools: tools.map(({ function: { name, description, parameters } }) => ({
      name,
      ...(description != null && { description }),
      parameters: parameters ?? noParameters,
    })),
    ...(choice != null && {
      toolChoice: typeof choice === "string" ? choice : { name: choice.function.name },
    }),
  };
}

export function readToolCalls(calls: z.infer<typeof toolCallsSchema>): ToolCall[] {
  return calls.map(({ id, function: { name, arguments: text } }) => ({ id, name, arguments: text }));
}

/** As OpenAI's clients read it; `index` is theirs for putting streamed calls together. */
export function wireToolCall({ id, name, arguments: text }: ToolCall) {
  return { id, type: "function" as const, function: { name, arguments: text } };
}
